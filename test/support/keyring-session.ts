import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { DamagedValue, type EntryName, type Keyring } from '../../src-main/vault/keyring-port.ts';
import type { Ask, Told } from './keyring-process.ts';

/** A login session's bus with a gnome-keyring of its own, in a home of its own. */
export type KeyringSession = {
  /** For programs that belong to this session. */
  readonly env: NodeJS.ProcessEnv;
  /** From now on no call is answered, as when the system waits for somebody who is not there. */
  fallSilent(): void;
  close(): Promise<void>;
};

const password = 'a keyring that everybody may open';

/** What a process must not inherit to be without any session. */
export function withoutSession(home: string): NodeJS.ProcessEnv {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, XDG_RUNTIME_DIR: _run, ...rest } = process.env;
  return { ...rest, HOME: home, XDG_DATA_HOME: join(home, '.local', 'share'), DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
}

/** `locked`: as after a login by fingerprint, and nobody is there whom the system could ask. `home`: whose keyring, to use it again. */
export async function openKeyringSession({
  locked,
  home: given,
}: {
  locked: boolean;
  home?: string;
}): Promise<KeyringSession> {
  const home = given ?? (await mkdtemp(join(tmpdir(), 'renkei-keyring-')));
  const session = await startSession(home, locked);
  return {
    env: { ...withoutSession(home), DBUS_SESSION_BUS_ADDRESS: session.bus },
    fallSilent: session.fallSilent,
    close: async () => {
      await session.stop();
      if (given === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}

const lockIt = `gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \\
  --method org.freedesktop.Secret.Service.Lock "[objectpath '/org/freedesktop/secrets/collection/login']" >/dev/null`;

/** Lives until its input ends; then the daemon and the bus end, too. */
const script = (locked: boolean): string => `
  printf '%s' "$KEYRING_PASSWORD" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null &
  daemon=$!
  gdbus wait --session --timeout 20 org.freedesktop.secrets && ${locked ? lockIt : ':'} && echo "bus $daemon $DBUS_SESSION_BUS_ADDRESS"
  read -r _end
  kill "$daemon"
`;

type Running = { readonly bus: string; readonly fallSilent: () => void; readonly stop: () => Promise<void> };

async function startSession(home: string, locked: boolean): Promise<Running> {
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', script(locked)], {
    env: { ...withoutSession(home), KEYRING_PASSWORD: password },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const line = await firstLine(child.stdout);
  const [, daemon, bus] = /^bus (\d+) (.+)$/.exec(line) ?? [];
  if (daemon === undefined || bus === undefined) throw new Error('no keyring: are dbus and gnome-keyring installed?');
  const tell = (signal: NodeJS.Signals): void => void process.kill(Number(daemon), signal);
  return {
    bus,
    fallSilent: () => tell('SIGSTOP'),
    stop: async () => {
      const ended = once(child, 'exit');
      tell('SIGCONT');
      child.stdin.end('end\n');
      await ended;
    },
  };
}

/** Empty when it ended without one. */
async function firstLine(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) return line;
  return '';
}

/** The real adapter in a process of its own, in the session that `env` names. */
export async function keyringIn(
  env: NodeJS.ProcessEnv,
  service: string,
): Promise<Keyring & { close(): Promise<void> }> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'keyring-process.ts'), [service], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (told: Told) => void>();
  let last = 0;
  const first = once(child, 'message');
  child.on('message', (told: Told) => {
    waiting.get(told.id)?.(told);
    waiting.delete(told.id);
  });
  await first;
  const ask = async (call: Ask['call'], name: EntryName, value?: string): Promise<string | boolean | null> => {
    const id = (last += 1);
    const told = await new Promise<Told>((resolve) => {
      waiting.set(id, resolve);
      child.send({ id, call, name, ...(value === undefined ? {} : { value }) } satisfies Ask);
    });
    if (told.kind === 'damaged') throw new DamagedValue(Buffer.from(told.raw, 'hex'));
    if (told.kind === 'failed') throw new Error(told.message);
    return told.value;
  };
  return {
    get: async (name) => {
      const found = await ask('get', name);
      return typeof found === 'string' ? new Uint8Array(Buffer.from(found, 'hex')) : null;
    },
    set: async (name, value) => {
      await ask('set', name, Buffer.from(value).toString('hex'));
    },
    delete: async (name) => (await ask('delete', name)) === true,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
