import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MachineBusy, type Bench, type Figure } from '../../test/bench/bench.ts';
import { buildApp } from '../build/build.ts';
import { startXvfb } from '../display/xvfb.ts';
import { resolveElectron } from '../electron-runtime/resolve.ts';
import { root } from '../prepare/paths.mjs';
import { runMain, say } from '../prepare/say.mjs';

const folder = join(root, 'test', 'bench');
const ending = '.bench.ts';

const names = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

type Result = { readonly ok: boolean; readonly refused?: string; readonly figures: readonly Figure[] };

/** What was not measured was not kept. */
async function judge(measure: () => ReturnType<Bench>): Promise<Result> {
  try {
    const figures = await measure();
    return { ok: figures.every(({ value, limit }) => value <= limit), figures };
  } catch (error) {
    if (!(error instanceof MachineBusy)) throw error;
    return { ok: false, refused: `the machine is busy: ${error.message}`, figures: error.figures };
  }
}

/**
 * `npm run bench -- NAME…` measures what is named (all of them without a name) on a virtual display. Each prints one line of
 * JSON with its figures and their limits; the exit status says whether every limit was kept; a bench that found the machine too
 * busy refuses to judge, and its limits count as not kept.
 */
runMain(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !/^[a-z-]+$/.test(name) || !existsSync(join(folder, name + ending)));
  if (unknown.length > 0) {
    say(`No bench ${unknown.join(', ')}. There are: ${names().join(', ')}`);
    return 1;
  }
  const electron = await resolveElectron();
  await buildApp();
  const display = await startXvfb();
  process.env['DISPLAY'] = display.name;
  try {
    let kept = true;
    for (const name of asked.length === 0 ? names() : asked) {
      const { bench } = (await import(pathToFileURL(join(folder, name + ending)).href)) as { bench: Bench };
      const result = await judge(() => bench({ electron }));
      kept = kept && result.ok;
      process.stdout.write(`${JSON.stringify({ bench: name, ...result })}\n`);
    }
    return kept ? 0 : 1;
  } finally {
    await display.close();
  }
});
