import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../clock.ts';
import { createAudit, type Audit } from '../audit/audit.ts';
import { masterKeySource, openSecretBox } from '../keys/master-key.ts';
import type { SecretBox } from '../keys/secret-box.ts';
import { createLogger } from '../operations/logger.ts';
import { databaseLocation, openKeys } from '../standalone/load.ts';
import { readSettings } from '../standalone/read-settings.ts';
import type { Settings } from '../standalone/schema.ts';
import { openDatabase, type Database } from '../storage/database.ts';
import { dialectOfLocation } from '../storage/dialect.ts';
import { Misused } from './usage.ts';

/** The server that a command is about: a bank's, by its settings file, or the mock world of this machine. */
export type Place = {
  readonly database: Database;
  readonly audit: Audit;
  /** Opens what its keys are kept in. */
  readonly box: () => Promise<SecretBox>;
  /** `null` for the mock world. */
  readonly settings: Settings | null;
};

async function find(config: string | undefined, environment: NodeJS.ProcessEnv) {
  if (config !== undefined) {
    const file = await readSettings(config);
    const { settings } = file;
    return { location: databaseLocation(file, environment), settings, box: () => openKeys(file, environment) };
  }
  const home = resolve(environment['RENKEI_HOME'] ?? '.renkei');
  const source = masterKeySource(environment, join(home, 'master.key'));
  const location = environment['DATABASE_URL'] ?? join(home, 'renkei.sqlite');
  return { location, settings: null, box: () => openSecretBox(source) };
}

/** Opens the database for one command and closes it afterwards. Never makes one, unless `create` says so. */
export async function atPlace<T>(
  config: string | undefined,
  work: (place: Place) => Promise<T>,
  { create = false }: { readonly create?: boolean } = {},
): Promise<T> {
  const { location, ...place } = await find(config, process.env);
  if (!create && dialectOfLocation(location) === 'sqlite' && !existsSync(location))
    throw new Misused(`there is no database at ${location}`);
  const database = await openDatabase(location);
  try {
    const audit = createAudit({ database, clock: systemClock, log: createLogger('silent') });
    return await work({ ...place, database, audit });
  } finally {
    await database.destroy();
  }
}
