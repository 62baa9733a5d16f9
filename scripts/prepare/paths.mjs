import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What can be fetched again and is shared by all clones of this user. `RENKEI_CACHE` moves it. */
export const cacheDir = () =>
  resolve(process.env['RENKEI_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'renkei'));

/** The mock world: certificates, database, private home. `RENKEI_HOME` moves it. */
export const worldDir = () => resolve(process.env['RENKEI_HOME'] ?? join(root, '.renkei'));
