import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { z } from 'zod';
import { Refusal } from './refusal.ts';

export const maximumBody = 64 * 1024;

/** Reads a JSON body of at most 64 kB and checks its shape; refuses everything else before any of it is used. */
export async function readJson<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  if (context.is('application/json') !== 'application/json')
    throw new Refusal('request.invalid', { detail: 'content-type must be application/json' });
  const bytes = await readBytes(context.req, context.request.length);
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new Refusal('request.invalid', { detail: 'the body does not have the agreed shape' });
  return parsed.data;
}

async function readBytes(request: IncomingMessage, announced: number | undefined): Promise<Buffer> {
  if ((announced ?? 0) > maximumBody) throw new Refusal('request.too-large');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a request must be read as bytes');
    length += chunk.length;
    if (length > maximumBody) throw new Refusal('request.too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('request.invalid', { detail: 'the body is not JSON' });
  }
}
