import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from '../build/build.ts';
import { hasDisplay } from '../display/xvfb.ts';
import { resolveElectron } from '../electron-runtime/resolve.ts';
import { worldDir } from '../prepare/paths.mjs';
import { runMain, say } from '../prepare/say.mjs';
import { startGroup } from '../processes/process-group.ts';
import { tour } from '../tour/tour.ts';
import { useOwnBrowser } from '../world/browser-shim.ts';
import { startWorld } from '../world/world.ts';
import { openPage } from './open-page.ts';
import { describe, exitStatus, nextSignal } from './stop-reason.ts';
import type { StopReason } from './stop-reason.ts';
import { welcome } from './welcome.ts';

type Choice = Readonly<Partial<Record<'persona' | 'personas' | 'tpps', string | undefined>>>;

const startApp = async (choice: Choice): Promise<number> => {
  const electron = await resolveElectron();
  await buildApp();
  const signal = nextSignal();
  const world = await startWorld(electron, choice);
  try {
    const env = await useOwnBrowser(join(worldDir(), 'bin'), world.appEnvironment);
    const log = openSync(join(worldDir(), 'log', 'app.log'), 'w', 0o600);
    const app = startGroup(electron.executable, world.appArguments, { env, stdio: ['ignore', log, log] });
    closeSync(log);
    try {
      say(welcome(world, electron));
      openPage(world.server.ready.tpp);
      const reason = await Promise.race<StopReason>([
        signal,
        app.ended.then((status) => (status === 0 ? { kind: 'window-closed' } : { kind: 'app-crashed', status })),
        world.server.ended.then((status) => ({ kind: 'server-ended', status })),
      ]);
      say(describe(reason));
      return exitStatus(reason);
    } finally {
      await app.stop();
    }
  } finally {
    await world.server.stop();
  }
};

runMain(() => {
  const options = { persona: { type: 'string' }, personas: { type: 'string' }, tpps: { type: 'string' } } as const;
  const { values } = parseArgs({ options });
  if (hasDisplay(process.env)) return startApp(values);
  say('No display here: running the tour on a virtual one.');
  return tour(values);
});
