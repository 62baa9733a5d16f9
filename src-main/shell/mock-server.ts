import { utilityProcess } from 'electron';
import { z } from 'zod';
import type { MockChoice } from '../policy/load-profile.ts';

const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    profile: z.string().min(1),
    tpp: z.url(),
    pages: z.url(),
    tokenEnvironment: z.record(z.string(), z.string()),
  }),
  z.strictObject({ type: z.literal('failed'), reason: z.string() }),
  z.strictObject({ type: z.literal('handover'), link: z.string().max(4096) }),
]);

export type MockServer = {
  /** The bank profile the mock world wrote. */
  readonly profile: string;
  /** The TPP simulator's start page. */
  readonly tpp: string;
  /** What token processes need so that they meet the mock world's tokens. */
  readonly tokenEnvironment: Readonly<Record<string, string>>;
  /** Ends it and waits until its files are released. */
  readonly stop: () => Promise<void>;
};

export type MockServerOptions = {
  /** The bundle of `server/mock/serve-in-app.ts`. */
  readonly entry: string;
  /** The folder the mock world is kept in. */
  readonly home: string;
  /** `postgres://…`; `null`: a SQLite file in `home`. */
  readonly database: string | null;
  readonly choice: MockChoice;
  /** A browser wants the app to open this link. */
  readonly onLink: (link: string) => void;
  /** The server ended though nobody had asked it to. */
  readonly onLost: (code: number) => void;
};

/** How long it may take to start (ms), and how long to release its files. */
const patience = { start: 60_000, stop: 5_000 };

/** The server with its mock world, in a process of its own. Rejects with the reason when it does not start. */
export function startMockServer({
  entry,
  home,
  database,
  choice,
  onLink,
  onLost,
}: MockServerOptions): Promise<MockServer> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Renkei mock server', stdio: 'inherit' });
  const ended = new Promise<number>((resolve) => child.once('exit', resolve));
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    child.postMessage({ type: 'stop' });
    const limit = setTimeout(() => child.kill(), patience.stop);
    await ended;
    clearTimeout(limit);
  };
  return new Promise<MockServer>((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(limit);
      stopping = true;
      child.kill();
      reject(new Error(reason));
    };
    const limit = setTimeout(() => {
      fail('the mock server does not answer');
    }, patience.start);
    void ended.then((code) => {
      if (stopping) return;
      fail(`the mock server ended (${String(code)})`);
      onLost(code);
    });
    child.on('message', (raw: unknown) => {
      const message = messageSchema.safeParse(raw);
      if (!message.success) return;
      switch (message.data.type) {
        case 'ready':
          clearTimeout(limit);
          resolve({
            profile: message.data.profile,
            tpp: message.data.tpp,
            tokenEnvironment: message.data.tokenEnvironment,
            stop,
          });
          return;
        case 'failed':
          fail(message.data.reason);
          return;
        case 'handover':
          onLink(message.data.link);
      }
    });
    child.once('spawn', () => {
      child.postMessage({ type: 'start', home, database, ...choice });
    });
  });
}
