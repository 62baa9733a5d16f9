import { isDevelopmentProgram } from '../electron-runtime/development.ts';
import { resolveElectron } from '../electron-runtime/resolve.ts';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { Obstacle } from '../prepare/say.mjs';

/**
 * What may be packaged: the official release (or the folder a bank set itself), and only for tests the development runtime.
 * An override is looked at as well: it may point at the development runtime.
 */
export const electronToPackage = async (forTest: boolean): Promise<ElectronRuntime> => {
  const electron = await resolveElectron({ officialOnly: !forTest });
  if (!forTest && (await isDevelopmentProgram(electron.executable))) {
    throw new Obstacle('The development runtime is never packaged.');
  }
  return electron;
};
