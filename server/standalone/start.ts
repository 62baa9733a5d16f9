import type { Logger } from 'pino';
import { buildApp } from '../app.ts';
import type { Clock } from '../clock.ts';
import { adminHandler } from '../operations/admin.ts';
import { readiness } from '../operations/health.ts';
import { createMetrics } from '../operations/metrics.ts';
import { openDatabase } from '../storage/database.ts';
import type { PoolState } from '../storage/postgres.ts';
import { openListeners, type Ports } from './listeners.ts';
import { databaseLocation, loadCertificates, openKeys, serverConfig, type Environment } from './load.ts';
import type { SettingsFile } from './read-settings.ts';

export type RunningServer = {
  readonly issuer: string;
  readonly certificateOrigin: string;
  readonly mtlsOrigin: string;
  readonly ports: Ports;
  /** Answers 503 at `/health/ready`, takes nothing new, lets requests finish within the time that is set, closes the database. */
  stop(): Promise<void>;
};

export type StartOptions = {
  readonly file: SettingsFile;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly log: Logger;
};

/** A bank's server: no test persons, no pretend TPPs, no pages but its own. Throws `BadSettings` or why it cannot start. */
export async function startServer({ file, environment, clock, log }: StartOptions): Promise<RunningServer> {
  const { settings } = file;
  const config = await serverConfig(file);
  const certificates = await loadCertificates(file);
  const box = await openKeys(file, environment);
  let stopping = false;
  let pool: (() => PoolState) | undefined;
  const database = await openDatabase(databaseLocation(file, environment), {
    connections: settings.databaseConnections,
    onIdleError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
    onPool: (state) => {
      pool = state;
    },
  });
  const metrics = createMetrics(pool === undefined ? {} : { pool });
  const undo = [() => database.destroy()];
  try {
    const app = await buildApp({ config, database, box, clock, log, metrics });
    undo.push(() => app.close());
    const { sha256 } = file;
    await app.audit.record({
      kind: 'configuration.loaded',
      actor: 'server',
      subject: 'configuration:settings',
      data: { sha256 },
    });
    const ready = () => readiness({ database, keysLoaded: app.keysLoaded, isStopping: () => stopping });
    const listeners = await openListeners({
      settings,
      certificates,
      clientCa: config.clientCa,
      app,
      admin: adminHandler({ metrics, readiness: ready, log }),
    });
    return {
      issuer: config.issuer,
      certificateOrigin: config.certificateOrigin,
      mtlsOrigin: config.mtlsOrigin,
      ports: listeners.ports,
      async stop() {
        stopping = true;
        const drained = await listeners.drain(settings.stopSeconds * 1000);
        log.info({ drained }, 'the last requests have ended');
        await app.close();
        await listeners.closeAdmin();
        await database.destroy();
      },
    };
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}
