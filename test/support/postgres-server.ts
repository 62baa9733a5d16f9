import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's place for the servers' programs; `PG_BINDIR` names another one. */
const binaries = process.env['PG_BINDIR'] ?? '/usr/lib/postgresql/15/bin';

export type PostgresServer = {
  /** Address of the maintenance database; the role may create others. */
  readonly url: string;
  stop(): Promise<void>;
};

type Owner = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root; the package's own user takes over then. */
async function owner(): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8');
  const line = passwd.split('\n').find((each) => each.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new Error('no user "postgres": install the package postgresql');
  return { uid: Number(uid), gid: Number(gid) };
}

/** Resolves when the server says that it takes connections; rejects with all it said when it ends before. */
function ready(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    if (child.stderr === null) throw new Error('the output of postgres must be read');
    createInterface(child.stderr).on('line', (line) => {
      said.push(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`postgres ended (${String(code)}): ${said.join('\n')}`)));
  });
}

/** A PostgreSQL server of its own: new data in a temporary folder, reached by a socket in it, nothing on the network. */
export async function startPostgres(): Promise<PostgresServer> {
  const user = await owner();
  const folder = await mkdtemp(join(tmpdir(), 'renkei-pg-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } };
  const initialise = ['-D', data, '-U', 'renkei', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'];
  await run(join(binaries, 'initdb'), initialise, options);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    max_connections: '200',
    // The data lives as long as the tests do; what they kill is our server, not this one.
    fsync: 'off',
    full_page_writes: 'off',
    logging_collector: 'off',
    deadlock_timeout: '200ms',
  };
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(binaries, 'postgres'), ['-D', data, ...parameters], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    // Fast shutdown: connections are ended, nothing is waited for.
    child.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { url: `postgres://renkei@/postgres?host=${encodeURIComponent(folder)}`, stop };
}
