import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../server/clock.ts';
import { ensurePersonaCertificate } from '../../../server/mock/certificates.ts';
import { readPersonas } from '../../../server/mock/persona.ts';
import { ensurePki } from '../../../server/mock/pki.ts';
import type { Origins } from '../../../server/mock/world-config.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import type { ReachedWorld } from '../reached-world.ts';
import { openBalancer } from './balancer.ts';
import type { NodeOrder, NodeReport } from './node.ts';
import { originsAt, places, portsOf } from './places.ts';

const runner = fileURLToPath(new URL('./node.ts', import.meta.url));

/** Real server processes on one database, behind one address. */
export type Cluster = {
  readonly world: ReachedWorld;
  /** The tests' own connection to the same database. */
  readonly database: Database;
  /** Which node took each connection, in order. */
  readonly taken: readonly string[];
  /** SIGKILL: the process gets no chance to do anything. Resolves when it is gone. */
  kill(node: string): Promise<void>;
  /** Resolves when the node takes requests. */
  start(node: string): Promise<void>;
  /** Everything the nodes have logged. */
  logs(): Promise<string>;
  close(): Promise<void>;
};

function listening(child: ChildProcess): Promise<Origins> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const report = message as NodeReport;
      if (report.kind === 'listening') resolve(report.at);
      else reject(new Error(report.why));
    });
    child.once('exit', (code) => reject(new Error(`a node ended at its start (${String(code)})`)));
  });
}

const gone = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Starts the nodes one after the other (the first one makes keys and the bank) on the database at `location`. */
export async function openCluster(location: string, names: readonly string[]): Promise<Cluster> {
  const home = await mkdtemp(join(tmpdir(), 'renkei-nodes-'));
  const balancer = await openBalancer(places);
  const origins = originsAt(balancer.ports);
  const running = new Map<string, ChildProcess>();

  const start = async (name: string): Promise<void> => {
    const child = fork(runner, { execArgv: [] });
    running.set(name, child);
    const ready = listening(child);
    child.send({ name, home, database: location, origins } satisfies NodeOrder);
    const at = await ready;
    balancer.add(name, portsOf(at));
  };
  const end = async (name: string, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const child = running.get(name);
    if (child === undefined) return;
    running.delete(name);
    child.kill(signal);
    await gone(child);
    balancer.remove(name);
  };

  const stop = async (): Promise<void> => {
    await Promise.all([...running.keys()].map((name) => end(name, 'SIGKILL')));
    await balancer.close();
  };
  try {
    for (const name of names) await start(name);
  } catch (error) {
    await stop();
    throw error;
  }
  // Made by the first node already; this only reads them.
  const pki = await ensurePki(join(home, 'pki'), systemClock);
  const personas = await Promise.all(
    (await readPersonas()).map(async (persona) => ({
      persona,
      certificate: await ensurePersonaCertificate(join(home, 'certificates'), pki, persona),
    })),
  );
  const database = await openDatabase(location);
  const started = new Set(names);
  return {
    world: { ...origins, home, pki, personas, freshConnections: true },
    database,
    taken: balancer.taken,
    kill: (name) => end(name, 'SIGKILL'),
    start,
    logs: async () => {
      const files = [...started].map((name) => readFile(join(home, `${name}.log`), 'utf8'));
      return (await Promise.all(files)).join('');
    },
    async close() {
      await stop();
      await database.destroy();
      await rm(home, { recursive: true, force: true });
    },
  };
}
