import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTour } from '../../test/support/tour.ts';
import { buildApp } from '../build/build.ts';
import { startXvfb } from '../display/xvfb.ts';
import { resolveElectron } from '../electron-runtime/resolve.ts';
import { root, worldDir } from '../prepare/paths.mjs';
import { say } from '../prepare/say.mjs';
import { describe, exitStatus, nextSignal } from '../start/stop-reason.ts';
import type { StopReason } from '../start/stop-reason.ts';
import { startWorld } from '../world/world.ts';

/**
 * Drives the whole flow through the real window on a virtual display. Screenshots go to `out/tour`; the last line on
 * standard output is the result as one JSON object.
 */
export const tour = async (persona: string | undefined): Promise<number> => {
  const electron = await resolveElectron();
  await buildApp();
  const signal = nextSignal();
  const display = await startXvfb();
  try {
    // The browser and the app that the tour starts take it from here.
    process.env['DISPLAY'] = display.name;
    // A world of its own, made anew: every tour shows every step, and the tester's own world stays as he left it.
    const home = join(worldDir(), 'tour');
    process.env['RENKEI_HOME'] = home;
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const traffic = join(home, 'traffic.jsonl');
    const world = await startWorld(electron, { persona, traffic });
    try {
      const driven = runTour({
        electron,
        ready: world.server.ready,
        traffic,
        persona: world.persona.id,
        out: join(root, 'out', 'tour'),
        home: world.home,
        userData: world.userData,
      });
      const stopped = Promise.race<StopReason>([
        signal,
        world.server.ended.then((status) => ({ kind: 'server-ended', status })),
      ]);
      const first = await Promise.race([driven, stopped]);
      if ('kind' in first) {
        say(describe(first));
        return exitStatus(first);
      }
      process.stdout.write(`${JSON.stringify(first)}\n`);
      return first.ok ? 0 : 1;
    } finally {
      await world.server.stop();
      rmSync(home, { recursive: true, force: true });
    }
  } finally {
    await display.close();
  }
};
