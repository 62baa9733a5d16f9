import * as oauth from 'openid-client';
import type { Ended } from './sessions.ts';

/** Whether a refusal means that the link gives less than was granted: the customer has taken something out of it. */
export const isReduced = (error: unknown): boolean =>
  error instanceof oauth.WWWAuthenticateChallengeError && error.status === 403;

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
    const text = error.response.bodyUsed ? '' : await error.response.text();
    const code = /"code":\s*"([^"]+)"/.exec(text)?.[1] ?? 'invalid_token';
    return ['token.invalid', 'access.ended', 'invalid_token'].includes(code) ? { why: 'revoked', code } : null;
  }
  return null;
}
