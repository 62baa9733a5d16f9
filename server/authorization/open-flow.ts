import type { KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import { findTpp } from '../bank/tpps.ts';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import { openFlow } from '../consent/flow-store.ts';
import type { Database } from '../storage/database.ts';
import { readRequested } from './details.ts';

/** The same pushed request was opened before. Never sent on to the TPP: its own request is still being worked on. */
export class RequestUsed extends errors.InvalidRequestUri {
  constructor() {
    super('request_uri was already used');
    this.allow_redirect = false;
  }
}

export type FlowOpener = {
  readonly database: Database;
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly ticketOf: (flowId: string) => string;
};

/** The part of oidc-provider's interaction that a flow starts from; its types leave `parJti` out. */
const interactionSchema = z.object({
  uid: z.string(),
  cid: z.string(),
  parJti: z.string(),
  prompt: z.object({ name: z.string() }),
  params: z.object({
    client_id: z.string(),
    redirect_uri: z.string(),
    scope: z.string().optional(),
    authorization_details: z.string(),
  }),
});

/** Address of an interaction. At the first prompt this is the moment at which the flow begins. */
export async function interactionUrl(
  { database, config, clock, ticketOf }: FlowOpener,
  _context: KoaContextWithOIDC,
  interaction: unknown,
): Promise<string> {
  const { uid, cid, parJti, prompt, params } = interactionSchema.parse(interaction);
  if (prompt.name === 'login') {
    const tpp = await findTpp(database, params.client_id);
    const requested = readRequested(params.authorization_details, tpp?.services ?? []);
    if (!requested.ok) throw new errors.InvalidRequest(requested.reason);
    const now = clock.now().getTime();
    const opened = await openFlow(database, {
      cid,
      parId: parJti,
      clientId: params.client_id,
      request: { redirectUri: params.redirect_uri, services: requested.services, scope: params.scope ?? '' },
      now,
      endsAt: now + config.flow.minutes * 60_000,
      ticket: ticketOf,
    });
    if (!opened) throw new RequestUsed();
  }
  return `/interaction/${uid}`;
}
