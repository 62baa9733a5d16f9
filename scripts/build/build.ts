import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { withLock } from '../prepare/lock.mjs';
import { root } from '../prepare/paths.mjs';
import { say } from '../prepare/say.mjs';
import { fingerprint } from './fingerprint.ts';
import { asProduction } from './production.ts';
import { buildAssets, buildConfigs } from './targets.ts';

const out = join(root, 'out');
const stamp = join(out, '.build');

/** Builds the app's parts into `out/`, when anything they are made of has changed. */
export const buildApp = (): Promise<void> =>
  withLock(join(root, '.renkei', 'build.lock'), async () => {
    const wanted = fingerprint();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
    const started = performance.now();
    rmSync(stamp, { force: true });
    await asProduction(async () => {
      for (const config of buildConfigs) await build(config);
    });
    for (const { from, to } of buildAssets)
      cpSync(join(root, from), join(root, to), { recursive: true, filter: (file) => !file.endsWith('.md') });
    writeFileSync(stamp, wanted);
    say(`Built the app in ${String(Math.round(performance.now() - started))} ms.`);
  });
