import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import { grantedDetailSchema } from '../../../server/authorization/details.ts';
import type { Permission } from '../../../server/contract/catalogue.ts';
import type { Step } from '../../../server/contract/snapshot.ts';
import { AppClient, personaIdentity, type Identity, type Place } from '../app-client.ts';
import { personaOf, pinOf } from '../walk.ts';
import { refusalOf, type Answer } from './plain-client.ts';
import type { TestTpp } from './test-tpp.ts';

export type ServicesStep = Extract<Step, { kind: 'services' }>;
export type ConsentStep = Extract<Step, { kind: 'consent' }>;

export type Customer = {
  readonly personaId?: string;
  /** Left out: everything that is offered, whatever it is. */
  readonly choose?: (step: ServicesStep) => readonly Permission[];
  /** Awaited at 手順5. */
  readonly beforePermit?: (step: ConsentStep) => Promise<unknown>;
  /** Somebody of the persona's company with a certificate and a password of his own. */
  readonly as?: { readonly identity: Identity; readonly password: string };
};

/** Everything on every account that allows it. */
export const everythingOffered = (step: ServicesStep): readonly Permission[] =>
  step.services
    .map(({ id, accounts }) => ({
      service: id,
      accounts: accounts.filter(({ unavailable }) => unavailable === null).map(({ account }) => account),
    }))
    .filter(({ accounts }) => accounts.length > 0);

/** A customer who answers everything honestly; answers where the app was sent in the end. */
export async function consentTo(
  tpp: TestTpp,
  requestUri: string,
  { personaId = 'kanri-hanako', choose = everythingOffered, beforePermit, as }: Customer = {},
): Promise<URL> {
  const { world } = tpp;
  const persona = personaOf(world, personaId);
  const app = new AppClient({ world, identity: as?.identity ?? (await personaIdentity(world, personaId)) });
  try {
    let place: Place = await app.open(new URLSearchParams({ client_id: tpp.clientId, request_uri: requestUri }));
    for (let moves = 0; place.kind === 'step' && moves < 60; moves += 1) {
      const { step } = place.snapshot;
      switch (step.kind) {
        case 'certificate':
          place = await app.presentCertificate();
          break;
        case 'password':
          place = await app.submitPassword(as?.password ?? persona.loginPassword);
          break;
        case 'services':
          place = await app.command({ kind: 'choose-services', permissions: [...choose(step)] });
          break;
        case 'inquiryPin': {
          const open = step.accounts.find(({ state }) => state === 'unregistered');
          if (open === undefined) throw new Error('nothing left to register');
          place = await app.registerPin(open.account.id, pinOf(persona, open.account.last3));
          break;
        }
        case 'inquiryPinResult':
          place = await app.command(
            step.accounts.some(({ state }) => state === 'unregistered')
              ? { kind: 'register-another' }
              : { kind: 'confirm-result' },
          );
          break;
        case 'consent':
          await beforePermit?.(step);
          place = await app.permit();
          break;
        case 'stopped':
          throw new Error(`the flow stopped: ${step.code}`);
      }
    }
    if (place.kind === 'step') throw new Error('the flow never ends');
    return place.location;
  } finally {
    await app.close();
  }
}

const requestUriSchema = z.object({ request_uri: z.string() });

const tokensSchema = z.object({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  refresh_token: z.string(),
  id_token: z.string(),
  grant_id: z.string(),
  authorization_details: z.array(grantedDetailSchema).length(1),
});
export type Tokens = z.infer<typeof tokensSchema>;

export type CodeRequest = { readonly code: string; readonly verifier: string; readonly location: URL };

/** A code that has not been used. */
export async function obtainCode(
  tpp: TestTpp,
  customer: Customer = {},
  changes: Record<string, string | undefined> = {},
): Promise<CodeRequest> {
  const verifier = randomBytes(32).toString('base64url');
  const pushed = await tpp.push(await tpp.parameters(verifier, changes));
  if (pushed.status !== 201) throw new Error(`PAR: ${pushed.text}`);
  const location = await consentTo(tpp, requestUriSchema.parse(pushed.body).request_uri, customer);
  const code = location.searchParams.get('code') ?? '';
  return { code, verifier, location };
}

export const codeGrant = (tpp: TestTpp, { code, verifier }: Pick<CodeRequest, 'code' | 'verifier'>) => ({
  grant_type: 'authorization_code',
  code,
  code_verifier: verifier,
  redirect_uri: tpp.redirectUri,
});

/** A whole grant: the token response, checked for its shape. */
export async function obtainTokens(tpp: TestTpp, customer: Customer = {}): Promise<Tokens> {
  const answer = await tpp.token(codeGrant(tpp, await obtainCode(tpp, customer)));
  if (answer.status !== 200) throw new Error(`token: ${answer.text}`);
  return tokensSchema.parse(answer.body);
}

export const accountFor = ({ authorization_details }: Tokens, service: Permission['service']): string => {
  const found = authorization_details[0]?.permissions.find((permission) => permission.service === service);
  const account = found?.accounts[0];
  if (account === undefined) throw new Error(`nothing granted for ${service}`);
  return account;
};

/**
 * What may come of one code or refresh token that was sent twice at the same moment: tokens for one at most. For neither, where
 * the second came after the first had used it and before its tokens were made: what is sent twice ends its grant (RFC 6749 §4.1.2).
 */
export function expectOneAtMost(answers: readonly Answer[]): void {
  const refusals = answers.filter(({ status }) => status !== 200);
  expect(answers.length - refusals.length).toBeLessThanOrEqual(1);
  for (const refusal of refusals) expect(refusalOf(refusal)).toEqual([400, 'invalid_grant']);
}
