import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Obstacle } from '../prepare/say.mjs';
import type { ElectronRuntime, Origin } from './runtime.ts';

const executableName = (): string => {
  if (process.platform === 'win32') return 'electron.exe';
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return 'electron';
};

/** Reads an unpacked Electron folder; every release has a `version` file at its top. */
export const readDist = (dist: string, origin: Origin): ElectronRuntime | undefined => {
  const executable = join(dist, executableName());
  const versionFile = join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { executable, dist, version, origin };
};

export const readOverride = (dist: string): ElectronRuntime => {
  const found = readDist(dist, 'override');
  if (found) return found;
  throw new Obstacle(
    `ELECTRON_OVERRIDE_DIST_PATH=${dist} holds no Electron (no ${executableName()} or no version file).`,
  );
};
