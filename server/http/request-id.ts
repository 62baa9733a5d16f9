import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';

export const requestIdHeader = 'x-request-id';

/** W3C Trace Context §3.2.2, version 00; neither id may be all zeros. */
const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const plain = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

const current = new AsyncLocalStorage<string>();

/** The id of the request that this code runs for. */
export const currentRequestId = (): string | undefined => current.getStore();

/** The id that came along, if it is one: it goes into every log line, so it must not be able to forge any. */
export function readRequestId(headers: { readonly traceparent: string; readonly requestId: string }): string {
  const trace = traceparent.exec(headers.traceparent)?.[1];
  if (trace !== undefined) return trace;
  return plain.test(headers.requestId) ? headers.requestId : randomUUID();
}

/** Gives every request an id, or keeps the one it came with, and answers it. */
export const requestIds: Middleware = async (context: Context, next) => {
  const id = readRequestId({ traceparent: context.get('traceparent'), requestId: context.get(requestIdHeader) });
  context.set(requestIdHeader, id);
  await current.run(id, next);
};
