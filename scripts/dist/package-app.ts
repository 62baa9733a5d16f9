import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { root } from '../prepare/paths.mjs';
import { say } from '../prepare/say.mjs';

export type Packaging = {
  readonly electron: ElectronRuntime;
  readonly forTest: boolean;
  /** For electron-builder, e.g. `--linux dir`. */
  readonly args: readonly string[];
  readonly output?: string | undefined;
};

/** Everything that differs from electron-builder.yml. A test package says what it is by its name. */
const overrides = ({ electron, forTest, output }: Packaging): readonly string[] => [
  `-c.electronVersion=${electron.version}`,
  `-c.electronDist=${electron.dist}`,
  ...(forTest ? ['-c.productName=Renkei TEST PACKAGE', '-c.artifactName=renkei-TEST-PACKAGE-${version}-${arch}.${ext}'] : []),
  ...(output === undefined ? [] : [`-c.directories.output=${output}`]),
];

/** Runs electron-builder over the built app. Nothing is fetched and nothing is published. Answers its exit status. */
export const packageApp = async (packaging: Packaging): Promise<number> => {
  const { electron, forTest, args } = packaging;
  say(`Packaging with Electron ${electron.version} (${electron.origin})${forTest ? ': a TEST PACKAGE, not to be given to anyone' : ''} …`);
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const builder = spawn(process.execPath, [cli, ...args, '--publish', 'never', ...overrides(packaging)], {
    cwd: root,
    env: { ...process.env, ELECTRON_BUILDER_OFFLINE: 'true' },
    // Standard output stays free; what the builder says is for people.
    stdio: ['ignore', 2, 2],
  });
  await once(builder, 'exit');
  return builder.exitCode ?? 1;
};
