import { appendFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, RequestListener } from 'node:http';
import { watched } from './watch.ts';

/** One request and its answer as they crossed the wire (inside TLS). Holds real codes and assertions: tests only. */
export type Exchange = {
  readonly endpoint: 'issuer' | 'certificate' | 'mutual';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly status: number;
  readonly responseHeaders: OutgoingHttpHeaders;
  readonly responseBody: string;
};

export type Recorder = (exchange: Exchange) => void;

/** Writes every exchange as one JSON line to a new file that only its owner may read. */
export function recordToFile(file: string): Recorder {
  writeFileSync(file, '', { mode: 0o600 });
  return (exchange) => {
    appendFileSync(file, `${JSON.stringify(exchange)}\n`);
  };
}

/** Wraps a request handler so that `record` sees every finished exchange; without a recorder nothing is wrapped. */
export function recorded(
  endpoint: Exchange['endpoint'],
  origin: () => string,
  handle: RequestListener,
  record: Recorder | undefined,
): RequestListener {
  if (record === undefined) return handle;
  return watched(
    handle,
    () => true,
    ({ request, sent, response, responseHeaders, answered, complete }) => {
      if (!complete) return;
      record({
        endpoint,
        method: request.method ?? '',
        url: new URL(request.url ?? '/', origin()).href,
        headers: request.headers,
        body: sent.toString('utf8'),
        status: response.statusCode,
        responseHeaders,
        responseBody: answered.toString('utf8'),
      });
    },
  );
}
