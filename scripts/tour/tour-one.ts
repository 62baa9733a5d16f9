import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTour, type TourResult } from '../../test/support/tour.ts';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { worldDir } from '../prepare/paths.mjs';
import type { StopReason } from '../start/stop-reason.ts';
import { startWorld } from '../world/world.ts';
import type { Stop } from './stops.ts';

export type TourOneOptions = {
  /** Where the pictures go. */
  readonly out: string;
  /** Folder of persona files of one's own. */
  readonly personas?: string | undefined;
  /** Folder of files of pretend TPPs of one's own. */
  readonly tpps?: string | undefined;
  /** Ends the tour early. */
  readonly signal?: Promise<StopReason> | undefined;
};

/**
 * A world of its own in RENKEI_HOME, made anew: every tour shows every step, and the tester's own world stays as he left it.
 */
export const tourOne = async (
  electron: ElectronRuntime,
  { kind, persona }: Stop,
  { out, personas, tpps, signal }: TourOneOptions,
): Promise<TourResult | StopReason> => {
  const home = worldDir();
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const traffic = join(home, 'traffic.jsonl');
  const world = await startWorld(electron, { persona, personas, tpps, traffic });
  try {
    const driven = runTour({
      electron,
      kind,
      ready: world.server.ready,
      profile: world.profile,
      env: world.tokenEnvironment,
      traffic,
      persona,
      personas,
      out,
      home: world.home,
      userData: world.userData,
    });
    const ended = world.server.ended.then((status): StopReason => ({ kind: 'server-ended', status }));
    return await Promise.race([driven, ended, ...(signal === undefined ? [] : [signal])]);
  } finally {
    await world.server.stop();
    rmSync(home, { recursive: true, force: true });
  }
};
