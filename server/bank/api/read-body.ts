import type { Context } from 'koa';
import { AccessRefusal } from './refusal.ts';

/** A thousand rows with every field filled stay below it. */
export const largestSubmission = 1024 * 1024;

/** A JSON body, as it was sent and as it reads. Its shape is judged elsewhere. */
export async function readBody(context: Context): Promise<{ readonly bytes: Buffer; readonly body: unknown }> {
  if (context.is('application/json') !== 'application/json') throw new AccessRefusal('request.not-json');
  if (context.request.length > largestSubmission) throw new AccessRefusal('request.too-large');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of context.req) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a request must be read as bytes');
    length += chunk.length;
    if (length > largestSubmission) throw new AccessRefusal('request.too-large');
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  try {
    return { bytes, body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    throw new AccessRefusal('request.invalid', 'the body is not JSON');
  }
}

/** A string of RFC 9651 §3.3.3 (with quotes), or the same without quotes, as many clients send it. */
export function idempotencyKey(context: Context): string {
  const key = /^(?:"([\w.:-]{16,128})"|([\w.:-]{16,128}))$/.exec(context.get('idempotency-key'));
  const found = key?.[1] ?? key?.[2];
  if (found === undefined)
    throw new AccessRefusal('submission.key-missing', 'Idempotency-Key: 16 to 128 of A-Z a-z 0-9 _ . : -');
  return found;
}
