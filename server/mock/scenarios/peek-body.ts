import type { IncomingMessage } from 'node:http';

const mostBytes = 64 * 1024;

/**
 * The body of a small request, left in place for whoever handles it. `null` when it does not say how long it is, is long, or was
 * cut off. Nothing else may have begun to read it.
 */
export async function peekBody(request: IncomingMessage): Promise<string | null> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isInteger(length) || length <= 0 || length > mostBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < length) {
    const chunk: unknown = request.read();
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
      size += chunk.length;
    } else if (request.destroyed || request.readableEnded || !(await readable(request))) {
      return null;
    }
  }
  const body = Buffer.concat(chunks);
  request.unshift(body);
  return body.toString('utf8');
}

const readable = (request: IncomingMessage): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (result: boolean) => (): void => {
      request.off('readable', yes).off('end', no).off('close', no).off('error', no);
      resolve(result);
    };
    const yes = settle(true);
    const no = settle(false);
    request.once('readable', yes).once('end', no).once('close', no).once('error', no);
  });
