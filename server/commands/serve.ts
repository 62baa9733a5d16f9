import { systemClock } from '../clock.ts';
import { createLogger } from '../operations/logger.ts';
import { BadSettings, readSettings } from '../standalone/read-settings.ts';
import { startServer } from '../standalone/start.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** What steers the mock world only; next to a bank's settings it is a mistake, and an open door if it had an effect. */
const mockVariables = ['RENKEI_TRAFFIC', 'RENKEI_HOME'] as const;

/** `serve --config FILE`: a bank's server in the foreground, until a signal comes. */
export async function serveBank(config: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const stopped = stopOnSignal();
  const file = await readSettings(config);
  for (const name of mockVariables) {
    if (environment[name] !== undefined)
      throw new BadSettings(`${name}: belongs to the mock world, which is no part of a bank’s server`);
  }
  const log = createLogger(file.settings.log);
  const server = await startServer({ file, environment, clock: systemClock, log });
  const { issuer, certificateOrigin, mtlsOrigin, ports } = server;
  process.stdout.write(`${JSON.stringify({ ready: true, issuer, certificateOrigin, mtlsOrigin, ports })}\n`);
  log.info({ reason: await stopped }, 'stopping');
  await server.stop();
  return 0;
}
