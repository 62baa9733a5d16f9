import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { root } from '../prepare/paths.mjs';

type NodeTarget = {
  /** Below `out/`, and the name of the file there. */
  readonly name: string;
  readonly entry: string;
  readonly external: readonly (string | RegExp)[];
};

const node = [/^node:/, ...builtinModules];

/** Native modules stay outside of the bundle: they are loaded from node_modules, unpacked beside the asar when packaged. */
const targets: readonly NodeTarget[] = [
  { name: 'main', entry: 'src-main/main.ts', external: ['electron', 'keytar', 'pkcs11js', ...node] },
  // Runs in a utility process of its own, one for each module.
  { name: 'token-process', entry: 'src-main/identity/token/module-process.ts', external: ['pkcs11js', ...node] },
  // A sandboxed preload script can require nothing but `electron`.
  { name: 'preload', entry: 'src-main/preload/preload.ts', external: ['electron'] },
];

const toConfig = ({ name, entry, external }: NodeTarget): InlineConfig => ({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    outDir: join(root, 'out', name),
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    // The Node inside of Electron 33, the oldest runtime that is used in development.
    target: 'node20',
    rolldownOptions: {
      input: { [name]: join(root, entry) },
      external: [...external],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});

export const buildConfigs: readonly InlineConfig[] = [
  ...targets.map(toConfig),
  { configFile: join(root, 'vite.config.ts'), logLevel: 'warn' },
];
