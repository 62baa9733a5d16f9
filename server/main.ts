import { resolve } from 'node:path';
import { pino } from 'pino';
import { recordToFile } from './mock/record.ts';
import { startWorld, type World } from './mock/world.ts';

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

function stopOnSignal(): Promise<string> {
  return new Promise((resolveReason) => {
    for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
      process.once(reason, () => resolveReason(reason));
  });
}

const stopped = stopOnSignal();
/** Where every exchange is written down, secrets and all: for the tour, which sends them once more. */
const traffic = process.env['RENKEI_TRAFFIC'];
const log = pino({ level: process.env['RENKEI_LOG'] ?? 'info' }, pino.destination({ dest: 2, sync: true }));
try {
  const world = await startWorld({
    home: resolve(process.env['RENKEI_HOME'] ?? '.renkei'),
    log,
    ...(process.send ? { onHandover: sendToLauncher } : {}),
    ...(traffic === undefined ? {} : { record: recordToFile(traffic) }),
  });
  process.stdout.write(`${readyLine(world)}\n`);
  log.info({ reason: await stopped }, 'stopping');
  await world.close();
  // The channel to a launcher would keep this process alive.
  if (process.connected) process.disconnect();
} catch (error) {
  process.stderr.write(`renkei server: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}
