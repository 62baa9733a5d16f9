import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { createLogger } from '../operations/logger.ts';
import { stopOnSignal } from '../commands/stop-on-signal.ts';
import { customerFacts } from './customer-facts.ts';
import { recordToFile } from './record.ts';
import { findSoftHsm } from './token/softhsm.ts';
import { startWorld, type World } from './world.ts';

/** What `npm run server` prints on standard output, in one line, once everything listens. */
async function readyLine(world: World): Promise<string> {
  const personas = [];
  for (const customer of world.customers.list) personas.push(await customerFacts(world.customers, customer));
  return JSON.stringify({
    ready: true,
    issuer: world.issuer,
    certificateOrigin: world.certificateOrigin,
    tpp: world.tpp,
    pages: world.pages,
    control: world.control,
    ca: world.pki.serverCaFile,
    profile: world.profileFile,
    personas,
  });
}

function sayWithoutTokens(world: World, log: Logger): void {
  const softHsm = findSoftHsm();
  if (!('missing' in softHsm)) return;
  const people = world.personas.filter(({ persona }) => persona.tokens.length > 0).map(({ persona }) => persona.id);
  log.warn({ people }, `no tokens here: ${softHsm.missing} are not installed; everything else goes on`);
}

/** Passes a link to the launcher, which knows the running app. */
function sendToLauncher(link: string): boolean {
  return process.connected && process.send?.({ type: 'handover', link }) === true;
}

export type ServeOptions = {
  /** Folder of persona files; left out: those that come with the mock world. */
  readonly personas?: string | undefined;
  /** Folder of files of pretend TPPs; left out: those that come with the mock world. */
  readonly tpps?: string | undefined;
};

/** The mock world in the foreground, until a signal comes or the launcher is gone. */
export async function serveMock(environment: NodeJS.ProcessEnv, options: ServeOptions = {}): Promise<void> {
  const stopped = stopOnSignal();
  /** Where every exchange is written down, secrets and all: for the tour, which sends them once more. */
  const traffic = environment['RENKEI_TRAFFIC'];
  const log = createLogger(environment['RENKEI_LOG']);
  const database = environment['DATABASE_URL'];
  const world = await startWorld({
    home: resolve(environment['RENKEI_HOME'] ?? '.renkei'),
    log,
    tokens: true,
    ...(options.personas === undefined ? {} : { personas: resolve(options.personas) }),
    ...(options.tpps === undefined ? {} : { tpps: resolve(options.tpps) }),
    ...(database === undefined ? {} : { database }),
    ...(process.send ? { onHandover: sendToLauncher } : {}),
    ...(traffic === undefined ? {} : { record: recordToFile(traffic) }),
  });
  sayWithoutTokens(world, log);
  process.stdout.write(`${await readyLine(world)}\n`);
  log.info({ reason: await stopped }, 'stopping');
  await world.close();
}
