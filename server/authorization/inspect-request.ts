import type Provider from 'oidc-provider';
import type { TppRecord } from '../bank/records.ts';
import { findTpp } from '../bank/tpps.ts';
import { isRequestUsed } from '../consent/flow-store.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { Database } from '../storage/database.ts';

const prefix = 'urn:ietf:params:oauth:request_uri:';
const requestUriPattern = /^urn:ietf:params:oauth:request_uri:([\w-]{8,128})$/;

export type Inspected =
  | { readonly ok: true; readonly tpp: TppRecord; readonly requestUri: string }
  | { readonly ok: false; readonly code: ProblemCode };

const refuse = (code: ProblemCode): Inspected => ({ ok: false, code });

/** Looks at an authorization request without using it up. `clientId` and `requestUri` are as the browser sent them. */
export async function inspectRequest(
  provider: Provider,
  database: Database,
  clientId: unknown,
  requestUri: unknown,
): Promise<Inspected> {
  if (typeof clientId !== 'string' || typeof requestUri !== 'string') return refuse('authorization.invalid');
  const tpp = await findTpp(database, clientId);
  if (tpp === undefined) return refuse('authorization.unknown-tpp');
  if (tpp.suspended) return refuse('authorization.tpp-suspended');
  const id = requestUriPattern.exec(requestUri)?.[1];
  if (id === undefined) return refuse('authorization.invalid');
  if (await isRequestUsed(database, id)) return refuse('authorization.used');
  const pushed = await provider.PushedAuthorizationRequest.find(id);
  if (pushed?.isValid !== true) return refuse('authorization.expired');
  return { ok: true, tpp, requestUri: `${prefix}${id}` };
}
