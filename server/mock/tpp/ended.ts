import * as oauth from 'openid-client';
import type { Ended } from './sessions.ts';

/** The bank's code in what it answered (RFC 9457); it can be read once. */
async function codeIn({ response }: oauth.WWWAuthenticateChallengeError): Promise<string | null> {
  const text = response.bodyUsed ? '' : await response.text();
  return /"code":\s*"([^"]+)"/.exec(text)?.[1] ?? null;
}

/** Codes of a link that gives less than it did. Of another 403 the link is not the reason. */
const taken: readonly string[] = ['access.service-not-granted', 'access.account-not-granted'];

/** Whether a refusal means that the customer has taken something out of the link. */
export const isReduced = async (error: unknown): Promise<boolean> =>
  error instanceof oauth.WWWAuthenticateChallengeError &&
  error.status === 403 &&
  taken.includes((await codeIn(error)) ?? '');

/**
 * Whether a refusal means that the link itself is of no use any more, not that one request went wrong. `null`: it does not.
 * A server answers 401 to a token whose link has ended, and `invalid_grant` to its refresh token (RFC 6749 §5.2); a suspended
 * TPP is no client any more.
 */
export async function endedBy(error: unknown): Promise<{ readonly why: Ended; readonly code: string } | null> {
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_grant') return { why: 'revoked', code: error.error };
    return error.error === 'invalid_client' ? { why: 'suspended', code: error.error } : null;
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError && error.status === 401) {
    const code = (await codeIn(error)) ?? 'invalid_token';
    return ['token.invalid', 'access.ended', 'invalid_token'].includes(code) ? { why: 'revoked', code } : null;
  }
  return null;
}
