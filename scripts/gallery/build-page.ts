import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { fingerprint } from '../build/fingerprint.ts';
import { asProduction } from '../build/production.ts';
import { withLock } from '../prepare/lock.mjs';
import { root } from '../prepare/paths.mjs';

/** The gallery's own page, never part of the app: `out/gallery-page`. */
export const pageDir = join(root, 'out', 'gallery-page');

const stamp = join(root, 'out', '.gallery-page');

/** Builds it when anything it is made of has changed. */
export const buildPage = (): Promise<void> =>
  withLock(join(root, '.renkei', 'gallery.lock'), async () => {
    const wanted = createHash('sha256').update(fingerprint()).digest('hex');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(pageDir, 'gallery.html')))
      return;
    await asProduction(() =>
      build({
        configFile: join(root, 'vite.config.ts'),
        logLevel: 'warn',
        build: {
          outDir: pageDir,
          emptyOutDir: true,
          sourcemap: false,
          rolldownOptions: { input: join(root, 'src-renderer', 'gallery.html') },
        },
      }),
    );
    writeFileSync(stamp, wanted);
  });
