import { mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { node24Path } from '../prepare/node-24.mjs';
import { root, worldDir } from '../prepare/paths.mjs';
import { Obstacle } from '../prepare/say.mjs';
import { startGroup } from '../processes/process-group.ts';
import type { ProcessGroup } from '../processes/process-group.ts';
import { handoverSchema, readySchema } from './ready.ts';
import type { Ready } from './ready.ts';

export type ServerProcess = {
  readonly ready: Ready;
  readonly ended: ProcessGroup['ended'];
  readonly stop: () => Promise<void>;
  readonly logFile: string;
};

const lastLines = (file: string): string => readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');

/** The first line that is the ready line; anything else on standard output is not ours to judge. */
const readReady = async (group: ProcessGroup): Promise<Ready | undefined> => {
  const { stdout } = group.child;
  if (!stdout) throw new Error('the server has no standard output');
  for await (const line of createInterface({ input: stdout })) {
    if (!line.startsWith('{')) continue;
    const parsed = readySchema.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`The server's ready line is not understood: ${parsed.error.message}`);
    // The rest is read and dropped: a full pipe would block the server.
    stdout.resume();
    return parsed.data;
  }
  return undefined;
};

export type ServerOptions = {
  /** A browser wants the app to open this link. */
  readonly onHandover: (link: string) => void;
  /** A file into which the server writes every exchange, one JSON object per line. */
  readonly traffic?: string | undefined;
  /** Folder of persona files; left out: those that come with the mock world. */
  readonly personas?: string | undefined;
  /** Folder of files of pretend TPPs; left out: those that come with the mock world. */
  readonly tpps?: string | undefined;
};

/** Starts the server with its mock world; settles when it serves. */
export const startServer = async ({ onHandover, traffic, ...folders }: ServerOptions): Promise<ServerProcess> => {
  const logDir = join(worldDir(), 'log');
  mkdirSync(logDir, { recursive: true });
  const logFile = join(logDir, 'server.log');
  const log = openSync(logFile, 'w', 0o600);
  const own = Object.entries(folders).flatMap(([name, folder]) =>
    folder === undefined ? [] : [`--${name}=${resolve(folder)}`],
  );
  const group = startGroup(node24Path(), [join(root, 'server', 'main.ts'), ...own], {
    cwd: root,
    env: {
      ...process.env,
      RENKEI_HOME: worldDir(),
      ...(traffic === undefined ? {} : { RENKEI_TRAFFIC: traffic }),
    },
    stdio: ['ignore', 'pipe', log, 'ipc'],
  });
  closeSync(log);
  group.child.on('message', (message) => {
    const handover = handoverSchema.safeParse(message);
    if (handover.success) onHandover(handover.data.link);
  });
  try {
    const ready = await Promise.race([readReady(group), group.ended.then(() => undefined)]);
    if (ready) return { ready, ended: group.ended, stop: () => group.stop(), logFile };
    throw new Obstacle(`The server did not start (log: ${logFile}):\n${lastLines(logFile)}`);
  } catch (error) {
    await group.stop();
    throw error;
  }
};
