import { defineConfig } from 'vitest/config';
import { windowsAtOnce } from './test/support/displays.ts';

type Kind = 'unit' | 'contract' | 'integration' | 'security' | 'gallery' | 'e2e';

const project = (name: Kind, more: { readonly testTimeout: number; readonly [option: string]: unknown }) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.{ts,tsx}`],
    environment: 'node',
    pool: 'forks' as const,
    hookTimeout: 120_000,
    ...more,
  },
});

/** Starts a PostgreSQL server that tests make databases on. */
const postgres = ['test/support/postgres-setup.ts'];

export default defineConfig({
  test: {
    projects: [
      project('unit', { testTimeout: 20_000 }),
      project('contract', { testTimeout: 60_000, globalSetup: postgres }),
      project('integration', { testTimeout: 60_000, globalSetup: postgres }),
      project('security', { testTimeout: 30_000 }),
      // One browser at a time, with a page for each core.
      project('gallery', { testTimeout: 300_000, fileParallelism: false }),
      project('e2e', {
        testTimeout: 180_000,
        fileParallelism: windowsAtOnce > 1,
        globalSetup: ['test/support/electron.ts'],
        setupFiles: ['test/support/take-display.ts'],
      }),
    ],
    // The machine has as few as two cores, and password hashing takes one each.
    maxWorkers: 2,
  },
});
