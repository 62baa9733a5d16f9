import type { Outcome } from '../contract/views.ts';

export type Destination =
  /** The next interaction at the server. */
  | { readonly kind: 'interaction'; readonly uid: string }
  /** Back to the TPP; the flow is over. */
  | { readonly kind: 'return'; readonly url: string; readonly outcome: Outcome }
  | { readonly kind: 'invalid' };

const interactionPath = /^\/interaction\/([\w-]{16,64})$/;
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The browser may be sent to https, or to plain http on this machine (RFC 8252 §7.3). Nothing else, whatever the server says. */
export function mayHandTo(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

function isReturn(url: URL, returnTo: URL): boolean {
  if (url.origin !== returnTo.origin || url.pathname !== returnTo.pathname) return false;
  return [...returnTo.searchParams].every(([name, value]) => url.searchParams.getAll(name).includes(value));
}

/**
 * The answer in a signed response (JARM). Only for what the screen says: its signature is for the TPP, which has the keys to check
 * it, and the browser is handed the response as it came.
 */
function signedAnswer(response: string): URLSearchParams {
  try {
    const claims: unknown = JSON.parse(Buffer.from(response.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const entries = Object.entries(claims ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return new URLSearchParams(entries);
  } catch {
    return new URLSearchParams(); // no answer that can be read: the screen says that it failed
  }
}

function outcomeOf({ searchParams }: URL): Outcome {
  const response = searchParams.get('response');
  const answer = response === null ? searchParams : signedAnswer(response);
  if (answer.has('code')) return 'permitted';
  return answer.get('error') === 'access_denied' ? 'cancelled' : 'failed';
}

/**
 * Reads where the authorization server sends its user agent. Only two places are right: its own interactions, and the
 * redirect URI of the TPP that asked (`returnTo`, as the server told it in the snapshot).
 */
export function readRedirect(location: string, issuer: string, returnTo: string | null): Destination {
  if (!URL.canParse(location, issuer)) return { kind: 'invalid' };
  const url = new URL(location, issuer);
  if (url.origin === new URL(issuer).origin) {
    const uid = interactionPath.exec(url.pathname)?.[1];
    return uid === undefined ? { kind: 'invalid' } : { kind: 'interaction', uid };
  }
  if (returnTo === null || !isReturn(url, new URL(returnTo)) || !mayHandTo(url)) return { kind: 'invalid' };
  return { kind: 'return', url: url.href, outcome: outcomeOf(url) };
}
