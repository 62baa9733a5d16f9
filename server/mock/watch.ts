import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';

/** What was seen of a request once its answer has ended. */
export type Watched = {
  readonly request: IncomingMessage;
  readonly sent: Buffer;
  readonly response: ServerResponse;
  readonly responseHeaders: OutgoingHttpHeaders;
  readonly answered: Buffer;
  /** `false`: the connection ended before the answer did. */
  readonly complete: boolean;
};

/** Sees the body as it arrives, without taking it from the one who reads it. */
function watchBody(request: IncomingMessage, most: number): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let size = 0;
  const push = request.push.bind(request);
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (Buffer.isBuffer(chunk) && size <= most) {
      chunks.push(chunk);
      size += chunk.length;
    }
    return push(chunk, encoding);
  };
  return chunks;
}

const asBuffer = (chunk: unknown): Buffer | null => {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : null;
};

/**
 * Calls `done` once for every request, when its answer has ended or its connection has. `begin` is called when the request comes,
 * and may decline to look at it. Of a body at most a little more than `most` bytes are held.
 */
export function watched<T>(
  handle: RequestListener,
  begin: (request: IncomingMessage) => T | null,
  done: (seen: Watched, begun: T) => void,
  most = Infinity,
): RequestListener {
  return (request, response) => {
    const begun = begin(request);
    if (begun === null) {
      handle(request, response);
      return;
    }
    const sent = watchBody(request, most);
    const answered: Buffer[] = [];
    let size = 0;
    const keep = (chunk: unknown): void => {
      const buffer = size > most ? null : asBuffer(chunk);
      if (buffer === null) return;
      answered.push(buffer);
      size += buffer.length;
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
    let isDone = false;
    const finish = (complete: boolean): void => {
      if (isDone) return;
      isDone = true;
      done(
        {
          request,
          sent: Buffer.concat(sent),
          response,
          responseHeaders: response.getHeaders(),
          answered: Buffer.concat(answered),
          complete,
        },
        begun,
      );
    };
    response.once('finish', () => {
      finish(true);
    });
    response.once('close', () => {
      finish(false);
    });
    handle(request, response);
  };
}
