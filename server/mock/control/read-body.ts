import type { Context } from 'koa';
import { z } from 'zod';
import { ControlRefusal } from './refusal.ts';

const mostBytes = 64 * 1024;

/** A JSON body of the given shape; no body at all counts as `{}`. */
export async function readBody<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of context.req) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a request body is bytes');
    size += chunk.length;
    if (size > mostBytes) throw new ControlRefusal('too-large', `more than ${String(mostBytes)} bytes`);
    chunks.push(chunk);
  }
  if (size > 0 && context.is('application/json') !== 'application/json')
    throw new ControlRefusal('invalid', 'content-type must be application/json');
  const parsed = schema.safeParse(size === 0 ? {} : parse(Buffer.concat(chunks).toString('utf8')));
  if (!parsed.success) throw new ControlRefusal('invalid', z.prettifyError(parsed.error));
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlRefusal('invalid', 'the body is not JSON');
  }
}
