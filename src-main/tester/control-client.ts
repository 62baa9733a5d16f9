import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { testerAnswers } from '../contract/tester.ts';

/** Where the control API of the running world is, and what it is asked with: `control.json` in the world's folder. */
const worldFileSchema = z.object({ url: z.url(), token: z.string().min(32) });

/** What the mock world answered instead; its words are for the tester. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
}

const patience = 10_000;

async function refusal(response: Response): Promise<ControlRefusal> {
  const problem = testerAnswers.problem.safeParse(await response.json().catch(() => null));
  if (!problem.success) return new ControlRefusal(`HTTP ${String(response.status)}`);
  const { title, detail, reason } = problem.data;
  return new ControlRefusal([title, reason?.ja, detail].filter((part) => part !== undefined).join(' '));
}

export type ControlClient = {
  /** @throws {ControlRefusal} with what the world said. */
  readonly ask: <S extends z.ZodType>(
    schema: S,
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ) => Promise<z.output<S>>;
  /** Something that is answered with nothing. @throws {ControlRefusal} */
  readonly tell: (method: string, path: string, body?: unknown) => Promise<void>;
};

/** `file` is read at every request: a world that was restarted has another token. */
export function controlClient(file: string): ControlClient {
  const send = async (method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> => {
    const { url, token } = worldFileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal === undefined ? [] : [signal])]),
    });
    if (!response.ok) throw await refusal(response);
    return response;
  };
  return {
    ask: async (schema, method, path, body, signal) =>
      schema.parse(await (await send(method, path, body, signal)).json()),
    tell: async (method, path, body) => {
      await (await send(method, path, body)).arrayBuffer();
    },
  };
}
