import { request } from 'undici';

export type Fetch = {
  readonly url: string;
  readonly accept: string;
  readonly maximumBytes: number;
  /** For all of it, connecting included. */
  readonly timeoutMs: number;
  readonly post?: { readonly body: Uint8Array; readonly type: string };
};

/** Why there is nothing: for the log. */
export class NotFetched extends Error {
  override readonly name = 'NotFetched';
}

/**
 * Gets a few bytes from a CA. Follows no redirect, keeps no connection, waits no longer and reads no more than it was told.
 * Rejects with `NotFetched`.
 */
export async function fetchDer({ url, accept, maximumBytes, timeoutMs, post }: Fetch): Promise<Uint8Array> {
  try {
    const response = await request(url, {
      method: post === undefined ? 'GET' : 'POST',
      headers: { accept, ...(post === undefined ? {} : { 'content-type': post.type }) },
      body: post?.body ?? null,
      signal: AbortSignal.timeout(timeoutMs),
      reset: true,
    });
    if (response.statusCode !== 200) {
      // The library makes an error of a body that nobody wanted; it says nothing new.
      response.body.on('error', () => undefined).destroy();
      throw new NotFetched(`HTTP ${String(response.statusCode)}`);
    }
    return await readAtMost(response.body, maximumBytes);
  } catch (error) {
    if (error instanceof NotFetched) throw error;
    throw new NotFetched(error instanceof Error ? error.message : 'failed', { cause: error });
  }
}

async function readAtMost(body: AsyncIterable<unknown>, maximum: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new NotFetched('not bytes');
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > maximum) throw new NotFetched(`more than ${String(maximum)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
