import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { root } from '../prepare/paths.mjs';

type NodeTarget = {
  /** Below `out/`, and the name of the file there. */
  readonly name: string;
  readonly entry: string;
  readonly external: readonly (string | RegExp)[];
  /** CommonJS when left out; an ES module where code asks for `import.meta.url`. */
  readonly format?: 'cjs' | 'es';
};

const node = [/^node:/, ...builtinModules];

/** Native modules stay outside of the bundle: they are loaded from node_modules, unpacked beside the asar when packaged. */
const targets: readonly NodeTarget[] = [
  { name: 'main', entry: 'src-main/main.ts', external: ['electron', 'keytar', 'pkcs11js', ...node] },
  // Runs in a utility process of its own, one for each module.
  { name: 'token-process', entry: 'src-main/identity/token/module-process.ts', external: ['pkcs11js', ...node] },
  // `Renkei --mock`: the server and its mock world in a utility process. What it reads lies beside it, as in the source tree.
  {
    name: 'mock-server',
    entry: 'server/mock/serve-in-app.ts',
    external: ['argon2', 'pg-native', ...node],
    format: 'es',
  },
  // A sandboxed preload script can require nothing but `electron`.
  { name: 'preload', entry: 'src-main/preload/preload.ts', external: ['electron'] },
  { name: 'tester-preload', entry: 'src-main/preload/tester-preload.ts', external: ['electron'] },
];

const toConfig = ({ name, entry, external, format = 'cjs' }: NodeTarget): InlineConfig => ({
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
      // One of Koa's dependencies writes its wrappers by `eval`, in the mock server only.
      ...(format === 'es' ? { checks: { eval: false } } : {}),
      output: { format, entryFileNames: format === 'es' ? '[name].mjs' : '[name].cjs', codeSplitting: false },
    },
  },
});

export const buildConfigs: readonly InlineConfig[] = [
  ...targets.map(toConfig),
  { configFile: join(root, 'vite.config.ts'), logLevel: 'warn' },
];

/** Files a bundle reads at run time: from below the source's folder to the same place below the bundle's. */
export const buildAssets: readonly { readonly from: string; readonly to: string }[] = [
  { from: 'server/mock/personas', to: 'out/mock-server/personas' },
  { from: 'server/mock/tpp/registered', to: 'out/mock-server/registered' },
  { from: 'server/mock/tpp/pages/style.css', to: 'out/mock-server/pages/style.css' },
  { from: 'server/mock/inspector/pages/inspector.css', to: 'out/mock-server/pages/inspector.css' },
];
