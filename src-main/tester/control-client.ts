import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { testerAnswers, type TesterWords } from '../contract/tester.ts';

/** Where the control API of the running world is, and what it is asked with: `control.json` in the world's folder. */
const worldFileSchema = z.object({ url: z.url(), token: z.string().min(32) });

/** What the mock world answered instead; its words are for the tester. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  readonly words: TesterWords;

  /** A text alone is what both languages say. */
  constructor(said: TesterWords | string) {
    const words = typeof said === 'string' ? { ja: said, en: said } : said;
    super(words.en);
    this.words = words;
  }
}

/** A token is made by programs of its own, which take their time on a busy machine; a world that is gone refuses at once. */
const patience = 30_000;

/** The control API says its problems in English; here are those a tester can meet. */
const titles: ReadonlyMap<string, string> = new Map([
  ['unknown-scenario', 'この項目は、いまのテスト環境にありません。'],
  ['not-found', '見つかりません。'],
  ['invalid', '値が正しくないため、受け付けられません。'],
  ['conflict', '同時には起こせません。'],
  ['refused', 'これはできません。'],
  ['unavailable', 'いまのテスト環境ではできません。'],
  ['failed', 'テスト環境で思わぬ失敗が起きました。'],
]);

async function refusal(response: Response): Promise<ControlRefusal> {
  const problem = testerAnswers.problem.safeParse(await response.json().catch(() => null));
  if (!problem.success) return new ControlRefusal(`HTTP ${String(response.status)}`);
  const { code, title, detail, reason } = problem.data;
  // A reason in words says all that the technical detail says.
  if (reason !== undefined) return new ControlRefusal(reason);
  const because = detail === undefined ? '' : ` ${detail}`;
  return new ControlRefusal({ ja: `${titles.get(code) ?? title}${because}`, en: `${title}.${because}` });
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
