import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readWorldFile } from '../../server/mock/control/world-file.ts';
import { playScript, type Played } from '../../server/mock/run/play-script.ts';
import { readScript, ScriptFault } from '../../server/mock/run/read-script.ts';
import { jsonReport, junitReport } from '../../server/mock/run/report.ts';
import type { Script } from '../../server/mock/run/script.ts';
import { reachSite } from '../../server/mock/run/site.ts';
import { remember } from '../../server/mock/run/world-steps.ts';
import { startWorld } from '../../server/mock/world.ts';
import { Obstacle, say } from '../prepare/say.mjs';
import { openPlayer } from './app/open-player.ts';
import type { Options } from './arguments.ts';
import { runningWorld } from './commands.ts';

const anyPort = { issuer: 0, certificate: 0, mutual: 0, tpp: 0, pages: 0, control: 0 };

/** Every file is read, and every mistake told, before anything is played. */
async function readScripts(files: readonly string[]): Promise<readonly Script[]> {
  const faults: string[] = [];
  const scripts: Script[] = [];
  for (const file of files) {
    try {
      scripts.push(readScript(relative(process.cwd(), file) || file, await readFile(file, 'utf8')));
    } catch (error) {
      if (error instanceof ScriptFault) faults.push(...error.faults);
      else faults.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (faults.length > 0) throw new Obstacle(faults.join('\n'));
  return scripts;
}

/** A world of its own in a temporary folder, on free ports; gone afterwards. */
async function inOwnWorld(scripts: readonly Script[], each: (played: Played) => void): Promise<readonly Played[]> {
  const home = await mkdtemp(join(tmpdir(), 'renkei-mock-'));
  const world = await startWorld({ home, ports: anyPort });
  try {
    const control = await readWorldFile(home);
    if (control === null) throw new Error('the world has not told where it is');
    await remember(control);
    const played: Played[] = [];
    for (const script of scripts) {
      const one = await playScript(await reachSite(control), script, openPlayer, true);
      each(one);
      played.push(one);
    }
    return played;
  } finally {
    await world.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** The bank keeps what the flows did; scenarios and clock are reset after each script. */
async function inRunningWorld(scripts: readonly Script[], each: (played: Played) => void): Promise<readonly Played[]> {
  const site = await reachSite(await runningWorld());
  const played: Played[] = [];
  for (const script of scripts) {
    const one = await playScript(site, script, openPlayer, false);
    each(one);
    played.push(one);
  }
  return played;
}

function tellOne({ ok, file, name, steps, ms }: Played): void {
  say(`${ok ? 'ok  ' : 'FAIL'} ${file}  ${name}  (${(ms / 1000).toFixed(1)} s)`);
  const failed = steps.find((step) => !step.ok);
  if (failed === undefined) return;
  say(`     ${file}:${String(failed.line)}: ${failed.text}`);
  for (const fault of failed.faults) say(`       ${fault}`);
}

/** `npm run mock -- run FILE…`. Status 1 when any of them failed. */
export async function play({ words, running, json, junit, report }: Options): Promise<number> {
  const files = words.slice(1);
  if (files.length === 0) throw new Obstacle('Say which files: npm run mock -- run server/mock/run/flows/*.yaml');
  const scripts = await readScripts(files);
  const played = await (running ? inRunningWorld : inOwnWorld)(scripts, tellOne);
  if (junit !== undefined) await writeFile(junit, junitReport(played));
  const result = `${JSON.stringify(jsonReport(played), null, 2)}\n`;
  if (report !== undefined) await writeFile(report, result);
  if (json) process.stdout.write(result);
  const failed = played.filter(({ ok }) => !ok).length;
  say(`${String(played.length - failed)} of ${String(played.length)} scripts went as written`);
  return failed === 0 ? 0 : 1;
}
