import { z } from 'zod';
import { buildApp } from '../../scripts/build/build.ts';
import { startXvfb } from '../../scripts/display/xvfb.ts';
import { resolveElectron } from '../../scripts/electron-runtime/resolve.ts';
import type { ElectronRuntime } from '../../scripts/electron-runtime/runtime.ts';
import { displaysVariable, sharesDisplay, windowsAtOnce } from './displays.ts';

const variable = 'RENKEI_TEST_ELECTRON';

const runtimeSchema = z.strictObject({
  executable: z.string(),
  dist: z.string(),
  version: z.string(),
  origin: z.enum(['override', 'official', 'development']),
});

/** The Electron that the end-to-end tests run, as the set-up below chose it. */
export function testElectron(): ElectronRuntime {
  const chosen = process.env[variable];
  if (chosen === undefined) throw new Error('this test needs the set-up of the e2e project');
  return runtimeSchema.parse(JSON.parse(chosen));
}

/** For what is not one of those tests and plays on the same stage. */
export async function offerElectron(): Promise<void> {
  process.env[variable] = JSON.stringify(await resolveElectron());
}

/** Once for all end-to-end tests: the runtime, the built app and, where there is none or on a build machine, displays. */
export async function setup(): Promise<() => Promise<void>> {
  await offerElectron();
  await buildApp();
  const displays = sharesDisplay ? [] : await Promise.all(Array.from({ length: windowsAtOnce }, () => startXvfb()));
  process.env[displaysVariable] = displays.map(({ name }) => name).join(' ');
  return async () => {
    await Promise.all(displays.map((display) => display.close()));
  };
}
