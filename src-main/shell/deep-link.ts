import { z } from 'zod';
import type { AuthorizationRequest } from '../consent/server-client.ts';

const requestSchema = z.strictObject({
  client_id: z.string().regex(/^[\w.-]{1,128}$/),
  request_uri: z.string().regex(/^urn:ietf:params:oauth:request_uri:[\w-]{16,128}$/),
});

/**
 * Reads `{scheme}://authorize?client_id=…&request_uri=…` (RFC 9126 §4). Anything else, anything more, anything twice: `null`.
 */
export function parseDeepLink(scheme: string, link: string): AuthorizationRequest | null {
  if (link.length > 1024 || !URL.canParse(link)) return null;
  const url = new URL(link);
  // A custom scheme's authority is opaque to the URL parser; some systems add a slash after it.
  const place = `${url.host}${url.pathname}`.replace(/\/$/, '');
  if (url.protocol !== `${scheme}:` || place !== 'authorize' || url.hash !== '') return null;
  if (url.username !== '' || url.password !== '') return null;
  const entries = [...url.searchParams];
  if (new Set(entries.map(([name]) => name)).size !== entries.length) return null;
  const parsed = requestSchema.safeParse(Object.fromEntries(entries));
  return parsed.success ? { clientId: parsed.data.client_id, requestUri: parsed.data.request_uri } : null;
}

/** The first argument that looks like a link of this app; the operating system appends it to the command line. */
export function findDeepLink(scheme: string, argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${scheme}:`)) ?? null;
}
