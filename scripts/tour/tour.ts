import { join } from 'node:path';
import type { TourResult } from '../../test/support/tour.ts';
import { buildApp } from '../build/build.ts';
import { startXvfb } from '../display/xvfb.ts';
import { resolveElectron } from '../electron-runtime/resolve.ts';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { root, worldDir } from '../prepare/paths.mjs';
import { say } from '../prepare/say.mjs';
import { describe, exitStatus, nextSignal } from '../start/stop-reason.ts';
import type { StopReason } from '../start/stop-reason.ts';
import { readStops, type Stop } from './stops.ts';
import { tourOne } from './tour-one.ts';

export type TourOptions = {
  /** A kind, `all`, or a test person's id; left out: `os`. */
  readonly persona?: string | undefined;
  /** Folder of persona files of one's own. */
  readonly personas?: string | undefined;
  /** Folder of files of pretend TPPs of one's own. */
  readonly tpps?: string | undefined;
};

const isResult = (outcome: TourResult | StopReason): outcome is TourResult => 'ok' in outcome;

const tourAll = async (
  electron: ElectronRuntime,
  stops: readonly Stop[],
  { personas, tpps }: TourOptions,
): Promise<number> => {
  const signal = nextSignal();
  const results: Record<string, TourResult> = {};
  for (const stop of stops) {
    if (stops.length > 1) say(`${stop.name} …`);
    const out = join(root, 'out', 'tour', stop.name);
    const outcome = await tourOne(electron, stop, { out, personas, tpps, signal });
    if (!isResult(outcome)) {
      say(describe(outcome));
      return exitStatus(outcome);
    }
    results[stop.name] = outcome;
  }
  const ok = Object.values(results).every((result) => result.ok);
  const only = stops.length === 1 ? Object.values(results)[0] : undefined;
  process.stdout.write(`${JSON.stringify(only ?? { ok, tours: results })}\n`);
  return ok ? 0 : 1;
};

/**
 * Drives what a customer of a kind meets through the real window on a virtual display. Screenshots go to `out/tour/KIND`; the last line
 * on standard output is the result as one JSON object.
 */
export const tour = async (options: TourOptions): Promise<number> => {
  const stops = await readStops(options.persona, options.personas);
  const electron = await resolveElectron();
  await buildApp();
  const display = await startXvfb();
  // The browser and the app that the tour starts take it from here.
  process.env['DISPLAY'] = display.name;
  process.env['RENKEI_HOME'] = join(worldDir(), 'tour');
  try {
    return await tourAll(electron, stops, options);
  } finally {
    await display.close();
  }
};
