import { randomBytes } from 'node:crypto';
import type { TrustedFetch } from '../tpp/trusted-fetch.ts';
import type { Entry } from './contract.ts';
import type { Inspector } from './inspector.ts';

type Sent = {
  readonly method?: string;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: unknown;
};

/**
 * A TPP's own view: every call of its client, also one that never reached the server. Each call carries a trace id (W3C Trace
 * Context), by which the server's log and the listener's entry are found again. `seen` gets each entry.
 */
export function inspectedFetch(
  trusted: TrustedFetch,
  inspector: Inspector,
  tpp: string,
  seen: (entry: Entry) => void = () => undefined,
): TrustedFetch {
  return {
    close: () => trusted.close(),
    fetch: async (url, options: Sent = {}) => {
      const headers = new Headers(options.headers);
      headers.set('traceparent', `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`);
      const begun = inspector.begin();
      const note = (
        answer: Pick<Parameters<Inspector['record']>[0], 'status' | 'failure' | 'responseHeaders' | 'responseBody'>,
      ) => {
        const entry = inspector.record({
          place: 'tpp-client',
          method: options.method ?? 'GET',
          url,
          requestHeaders: [...headers],
          requestBody: asBuffer(options.body),
          tpp,
          begun,
          ...answer,
        });
        seen(entry);
      };
      try {
        const response = await trusted.fetch(url, { ...options, headers: Object.fromEntries(headers) });
        note({
          status: response.status,
          failure: null,
          responseHeaders: [...response.headers],
          responseBody: Buffer.from(await response.clone().arrayBuffer()),
        });
        return response;
      } catch (error) {
        const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        note({
          status: null,
          failure: reason instanceof Error ? reason.message : 'unknown',
          responseHeaders: [],
          responseBody: Buffer.alloc(0),
        });
        throw error;
      }
    },
  };
}

function asBuffer(body: unknown): Buffer {
  if (typeof body === 'string' || body instanceof URLSearchParams) return Buffer.from(body.toString());
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.alloc(0);
}
