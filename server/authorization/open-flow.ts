import type { KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import type { Audit } from '../audit/audit.ts';
import { findTpp } from '../bank/tpps.ts';
import type { Clock } from '../clock.ts';
import type { ServerConfig } from '../config.ts';
import { findFlow, openFlow, type NewFlow } from '../consent/flow-store.ts';
import { keepSeal } from '../consent/kept-seal.ts';
import { createSealKeyPair } from '../consent/seal.ts';
import type { SecretBox } from '../keys/secret-box.ts';
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
  readonly audit: Audit;
  readonly ticketOf: (flowId: string, createdAt: number) => string;
  readonly box: SecretBox;
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
  { database, config, clock, audit, ticketOf, box }: FlowOpener,
  _context: KoaContextWithOIDC,
  interaction: unknown,
): Promise<string> {
  const { uid, cid, parJti, prompt, params } = interactionSchema.parse(interaction);
  if (prompt.name === 'login') {
    const tpp = await findTpp(database, params.client_id);
    const requested = readRequested(params.authorization_details, tpp?.services ?? []);
    if (!requested.ok) throw new errors.InvalidRequest(requested.reason);
    const { services, accountTypes } = requested;
    // Absent, not undefined: neither the flow nor the trail has it where nothing was said.
    const asked = { services, ...(accountTypes === undefined ? {} : { accountTypes }) };
    const now = clock.now().getTime();
    const { client_id: clientId } = params;
    const flow: NewFlow = {
      cid,
      parId: parJti,
      clientId,
      request: { redirectUri: params.redirect_uri, ...asked, scope: params.scope ?? '' },
      now,
      endsAt: now + config.flow.minutes * 60_000,
      ticket: (id) => ticketOf(id, now),
      seal: async (id) => keepSeal(box, await createSealKeyPair(id)),
    };
    const opened = await database.transaction().execute(async (transaction) => {
      if (!(await openFlow(transaction, flow))) return false;
      const id = (await findFlow(transaction, cid))?.id ?? cid;
      const data = { tpp: clientId, ...asked };
      await audit.record({ kind: 'flow.opened', actor: `tpp:${clientId}`, subject: `flow:${id}`, data }, transaction);
      return true;
    });
    if (!opened) throw new RequestUsed();
  }
  return `/interaction/${uid}`;
}
