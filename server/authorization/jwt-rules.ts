import { errors } from 'oidc-provider';

/** Seconds a TPP's clock may be ahead without anybody minding (FAPI 2.0 Security Profile 5.3.2.1-13). */
export const clockTolerance = 10;
/** Seconds from which on it is refused (same clause). */
export const furthestFuture = 60;
/** FAPI 2.0 Message Signing 5.3.1-3 and -4: a signed request lives for an hour at most. */
const requestObjectLife = 3600;

type Claims = Readonly<Record<string, unknown>>;

/** Whether `iat` or `nbf` lies too far ahead to be a clock that is a little wrong. */
export const comesFromTheFuture = ({ iat, nbf }: Claims, now: Date): boolean =>
  [iat, nbf].some((time) => typeof time === 'number' && time > now.getTime() / 1000 + furthestFuture);

/**
 * What the library leaves open about client assertions: `aud` is the issuer, as one string (FAPI 2.0 Security Profile
 * 5.3.2.1-8), and the time of issue is not far ahead (-13). Expiry, `jti` and signature are the library's.
 */
export function checkClientAssertion(claims: Claims, issuer: string, now: Date): void {
  if (claims['aud'] !== issuer) throw new errors.InvalidClientAuth('aud must be the issuer identifier, as a string');
  if (comesFromTheFuture(claims, now)) throw new errors.InvalidClientAuth('iat or nbf is too far in the future');
}

/**
 * Signed requests (RFC 9101, FAPI 2.0 Message Signing 5.3.1): `aud` names the issuer, `nbf` and `exp` are there and not more than
 * an hour apart, and the type, where it is given, is the registered one.
 */
export function checkRequestObject(claims: Claims, header: Claims, issuer: string, now: Date): void {
  const refuse = (reason: string): never => {
    throw new errors.InvalidRequestObject(reason);
  };
  const { aud, nbf, exp, iss } = claims;
  if (header['typ'] !== undefined && header['typ'] !== 'oauth-authz-req+jwt') refuse('typ must be oauth-authz-req+jwt');
  if (![aud].flat().includes(issuer)) refuse('aud must contain the issuer identifier');
  if (iss === undefined) refuse('iss must be the client_id');
  if (typeof nbf !== 'number') return refuse('nbf is required');
  if (typeof exp !== 'number') return refuse('exp is required');
  // With an exp that is not over, which the library checks, nbf is at most an hour ago as well.
  if (exp > nbf + requestObjectLife) refuse('exp is more than 60 minutes after nbf');
  if (comesFromTheFuture(claims, now)) refuse('iat or nbf is too far in the future');
}
