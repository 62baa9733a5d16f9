import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { rememberOnce } from '../../authorization/adapter.ts';
import { shownCertificate, thumbprintOf } from '../../authorization/mutual-tls.ts';
import type { Clock } from '../../clock.ts';
import { arrivalOf } from '../../http/arrival.ts';
import type { Database } from '../../storage/database.ts';
import { checkProof, proofWindow } from './dpop.ts';
import { AccessRefusal } from './refusal.ts';

export type CallerDeps = { readonly database: Database; readonly clock: Clock };

/** What an access token says about who may use it, and where. */
export type BoundToken = {
  readonly clientId?: string | undefined;
  readonly aud?: string | string[] | undefined;
  readonly jkt?: string | undefined;
  readonly 'x5t#S256'?: string | undefined;
  readonly isExpired: boolean;
};

type Presented = { readonly scheme: 'dpop' | 'bearer'; readonly value: string };

/** By header only (FAPI 2.0 Security Profile 5.3.4-1 and -2). */
function presented(context: Context): Presented {
  if ('access_token' in context.query)
    throw new AccessRefusal('request.invalid', 'an access token never belongs into an address');
  const found = /^(DPoP|Bearer) ([\w.~+/-]+=*)$/i.exec(context.get('authorization'));
  if (found?.[1] === undefined || found[2] === undefined) throw new AccessRefusal('token.missing');
  return { scheme: found[1].toLowerCase() === 'dpop' ? 'dpop' : 'bearer', value: found[2] };
}

/**
 * The access token of a request, once its sender has shown that it is his: by a DPoP proof (RFC 9449) or by the certificate of
 * the connection (RFC 8705). A token that is bound to nobody is worth nothing (FAPI 2.0 Security Profile 5.3.4-5).
 */
export async function boundToken<T extends BoundToken>(
  deps: CallerDeps,
  context: Context,
  audience: string,
  find: (value: string) => Promise<T | undefined>,
): Promise<T & { readonly clientId: string }> {
  const { scheme, value } = presented(context);
  const token = await find(value);
  if (token?.clientId === undefined || token.aud !== audience || token.isExpired)
    throw new AccessRefusal('token.invalid');
  const { clientId } = token;
  if (token.jkt !== undefined) {
    // RFC 9449 §7.2: it must not pass as a bearer token.
    if (scheme !== 'dpop') throw new AccessRefusal('token.invalid', 'the token is bound to a DPoP key');
    await checkSender(deps, context, { value, thumbprint: token.jkt, clientId });
  }
  const certificate = token['x5t#S256'];
  if (certificate !== undefined) {
    if (token.jkt === undefined && scheme !== 'bearer')
      throw new AccessRefusal('token.invalid', 'the token is bound to a certificate');
    checkCertificate(context, certificate);
  }
  if (token.jkt === undefined && certificate === undefined) throw new AccessRefusal('token.invalid');
  return Object.assign(token, { clientId });
}

type Proven = { readonly value: string; readonly thumbprint: string; readonly clientId: string };

async function checkSender({ database, clock }: CallerDeps, context: Context, token: Proven): Promise<void> {
  const proof = context.get('dpop');
  if (proof === '') throw new AccessRefusal('token.proof-invalid', 'there is none');
  const url = new URL(context.path, arrivalOf(context.req).origin).href;
  const { value: accessToken, thumbprint, clientId } = token;
  const jti = await checkProof(proof, { method: context.method, url, accessToken, thumbprint });
  const proofId = createHash('sha256').update(`${clientId}/${jti}`).digest('base64url');
  if (!(await rememberOnce(database, clock, { id: `resource/${proofId}`, seconds: 2 * proofWindow })))
    throw new AccessRefusal('token.proof-invalid', 'used before');
}

/** RFC 8705 §3. */
function checkCertificate(context: Context, thumbprint: string): void {
  const shown = shownCertificate(context.req);
  if (shown === undefined)
    throw new AccessRefusal('token.certificate-mismatch', 'no certificate was shown on this connection');
  if (!shown.trusted || thumbprintOf(shown.certificate) !== thumbprint)
    throw new AccessRefusal('token.certificate-mismatch');
}
