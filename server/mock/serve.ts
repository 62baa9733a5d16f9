import { resolve } from 'node:path';
import { createLogger } from '../operations/logger.ts';
import { stopOnSignal } from '../commands/stop-on-signal.ts';
import { recordToFile } from './record.ts';
import { startWorld, type World } from './world.ts';

/** What `npm run server` prints on standard output, in one line, once everything listens. */
function readyLine(world: World): string {
  return JSON.stringify({
    ready: true,
    issuer: world.issuer,
    certificateOrigin: world.certificateOrigin,
    tpp: world.tpp,
    pages: world.pages,
    ca: world.pki.serverCaFile,
    profile: world.profileFile,
    personas: world.personas.map(({ persona, certificate }) => ({
      id: persona.id,
      name: persona.name,
      company: persona.contract.company,
      story: persona.story,
      certificate: certificate.file,
      certificatePassword: certificate.password,
      loginPassword: persona.loginPassword,
      accounts: persona.accounts.map((account) => ({
        label: `${account.branch.ja} ${account.type} ${account.number.slice(-3)}`,
        last3: account.number.slice(-3),
        pin: account.pin?.number ?? null,
        pinState: account.pin?.state ?? 'none-on-file',
      })),
    })),
  });
}

/** Passes a link to the launcher, which knows the running app. */
function sendToLauncher(link: string): boolean {
  return process.connected && process.send?.({ type: 'handover', link }) === true;
}

/** The mock world in the foreground, until a signal comes or the launcher is gone. */
export async function serveMock(environment: NodeJS.ProcessEnv): Promise<void> {
  const stopped = stopOnSignal();
  /** Where every exchange is written down, secrets and all: for the tour, which sends them once more. */
  const traffic = environment['RENKEI_TRAFFIC'];
  const log = createLogger(environment['RENKEI_LOG']);
  const database = environment['DATABASE_URL'];
  const world = await startWorld({
    home: resolve(environment['RENKEI_HOME'] ?? '.renkei'),
    log,
    ...(database === undefined ? {} : { database }),
    ...(process.send ? { onHandover: sendToLauncher } : {}),
    ...(traffic === undefined ? {} : { record: recordToFile(traffic) }),
  });
  process.stdout.write(`${readyLine(world)}\n`);
  log.info({ reason: await stopped }, 'stopping');
  await world.close();
}
