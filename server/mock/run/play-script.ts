import { performance } from 'node:perf_hooks';
import type { Player } from './player.ts';
import type { Script, ScriptStep } from './script.ts';
import type { Site } from './site.ts';
import { cleanUp, switchOn, worldStep } from './world-steps.ts';

export type PlayedStep = {
  readonly line: number;
  /** e.g. `expect {"step":"password"}` */
  readonly text: string;
  readonly ok: boolean;
  /** What was wrong. */
  readonly faults: readonly string[];
  readonly ms: number;
};

export type Played = {
  readonly file: string;
  readonly name: string;
  readonly shows: readonly string[];
  readonly by: Script['by'];
  readonly ok: boolean;
  readonly steps: readonly PlayedStep[];
  readonly ms: number;
};

/** Without what is secret: a script may hold a password of somebody's own. */
const textOf = (step: ScriptStep): string => {
  if (step.action === 'password' && typeof step.with === 'string' && step.with !== 'own' && step.with !== 'wrong')
    return 'password ***';
  return step.with == null ? step.action : `${step.action} ${JSON.stringify(step.with)}`;
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Plays one script to its first fault. A refusal or a broken connection that the next step does not expect is a fault. Afterwards the
 * world is cleaned up, whatever happened; `ownWorld`: also the bank's data.
 */
export async function playScript(
  site: Site,
  script: Script,
  open: (site: Site, script: Script) => Player | Promise<Player>,
  ownWorld: boolean,
): Promise<Played> {
  const begun = performance.now();
  const steps: PlayedStep[] = [];
  const note = (line: number, text: string, faults: readonly string[], since: number): boolean => {
    steps.push({ line, text, ok: faults.length === 0, faults, ms: performance.now() - since });
    return faults.length === 0;
  };
  let player: Player | null = null;
  try {
    for (const scenario of script.scenarios) await switchOn(site.control, scenario);
    player = await open(site, script);
    for (const [index, step] of script.steps.entries()) {
      const since = performance.now();
      const faults = await playOne(site, player, step, script.steps[index + 1]);
      if (!note(step.line, textOf(step), faults, since)) break;
    }
  } catch (error) {
    note(1, 'begin', [reasonOf(error)], begun);
  } finally {
    await player?.close();
    await cleanUp(site.control, ownWorld);
  }
  const { file, name, shows, by } = script;
  return { file, name, shows, by, ok: steps.every(({ ok }) => ok), steps, ms: performance.now() - begun };
}

async function playOne(
  site: Site,
  player: Player,
  step: ScriptStep,
  next: ScriptStep | undefined,
): Promise<readonly string[]> {
  try {
    if (await worldStep(site.control, step)) return [];
    const faults = await player.play(step);
    if (step.action === 'expect' || next?.action === 'expect' || player.trouble === null) return faults;
    return [...faults, `not expected: ${player.trouble}`];
  } catch (error) {
    return [reasonOf(error)];
  }
}
