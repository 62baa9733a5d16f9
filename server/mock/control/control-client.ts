import { request } from 'undici';
import type { z } from 'zod';
import { controlProblemSchema, type ControlProblem, type WorldFile } from './contract.ts';

/** The world said no; `problem` says why. */
export class ControlRefused extends Error {
  override readonly name = 'ControlRefused';
  readonly problem: ControlProblem;
  constructor(problem: ControlProblem) {
    super(`${problem.title}: ${problem.detail ?? problem.code}`);
    this.problem = problem;
  }
}

/** No world answers there. */
export class NoWorld extends Error {
  override readonly name = 'NoWorld';
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** One request to the control API; the answer is held against its schema. `null` as schema: there is none to read. */
export async function askControl<S extends z.ZodType>(
  world: WorldFile,
  method: Method,
  path: string,
  schema: S,
  body?: unknown,
): Promise<z.output<S>> {
  const { status, text } = await send(world, method, path, body);
  if (status >= 400) throw new ControlRefused(controlProblemSchema.parse(JSON.parse(text)));
  return schema.parse(text === '' ? undefined : JSON.parse(text));
}

async function send(
  { url, token }: WorldFile,
  method: Method,
  path: string,
  body: unknown,
): Promise<{ status: number; text: string }> {
  try {
    const response = await request(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    throw new NoWorld(`no mock world answers at ${url}`, { cause: error });
  }
}
