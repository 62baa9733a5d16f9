import { appendFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, RequestListener } from 'node:http';

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

/** Sees the body as it arrives, without taking it from the one who reads it. */
function watchBody(request: IncomingMessage): readonly Buffer[] {
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    return push(chunk, encoding);
  };
  return chunks;
}

const asBuffer = (chunk: unknown): Buffer | null => {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : null;
};

/** Wraps a request handler so that `record` sees every finished exchange; without a recorder nothing is wrapped. */
export function recorded(
  endpoint: Exchange['endpoint'],
  origin: () => string,
  handle: RequestListener,
  record: Recorder | undefined,
): RequestListener {
  if (record === undefined) return handle;
  return (request, response) => {
    const sent = watchBody(request);
    const answered: Buffer[] = [];
    const keep = (chunk: unknown): void => {
      const buffer = asBuffer(chunk);
      if (buffer !== null) answered.push(buffer);
    };
    const write = response.write.bind(response);
    const end = response.end.bind(response);
    Object.assign(response, {
      write: (...given: Parameters<typeof write>) => {
        keep(given[0]);
        return write(...given);
      },
      end: (...given: Parameters<typeof end>) => {
        keep(given[0]);
        return end(...given);
      },
    });
    response.once('finish', () => {
      record({
        endpoint,
        method: request.method ?? '',
        url: new URL(request.url ?? '/', origin()).href,
        headers: request.headers,
        body: Buffer.concat(sent).toString('utf8'),
        status: response.statusCode,
        responseHeaders: response.getHeaders(),
        responseBody: Buffer.concat(answered).toString('utf8'),
      });
    });
    handle(request, response);
  };
}
