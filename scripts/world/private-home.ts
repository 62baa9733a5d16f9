import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { root, worldDir } from '../prepare/paths.mjs';
import { run } from '../prepare/run.mjs';
import { sandboxFlags } from './app-arguments.ts';
import type { ReadyPersona } from './ready.ts';

/**
 * The environment in which a program finds the private home instead of the tester's own: certificate store, settings and
 * caches stay apart. The right to use the tester's display is kept.
 */
export const privateEnvironment = (home: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => {
  const xauthority = env['XAUTHORITY'] ?? join(homedir(), '.Xauthority');
  return {
    ...env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    ...(existsSync(xauthority) ? { XAUTHORITY: xauthority } : {}),
  };
};

export const homeOf = (persona: Pick<ReadyPersona, 'id'>): string => join(worldDir(), 'home', persona.id);

const fingerprintOf = async (files: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
};

/**
 * A private home whose certificate store holds these certificates of a persona and nothing else; none at all: an empty store.
 * Does nothing when they are already there.
 */
export const ensurePrivateHome = async (
  home: string,
  persona: Pick<ReadyPersona, 'storeCertificates' | 'certificatePassword'>,
  electron: ElectronRuntime,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> => {
  // Elsewhere the store belongs to the user's account and cannot be put into a folder.
  if (process.platform !== 'linux') return;
  const fingerprint = await fingerprintOf(persona.storeCertificates);
  const stamp = join(home, '.imported-certificate');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint) return;
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (persona.storeCertificates.length > 0) await importAll(home, persona, electron, env);
  await writeFile(stamp, fingerprint);
};

const importAll = async (
  home: string,
  persona: Pick<ReadyPersona, 'storeCertificates' | 'certificatePassword'>,
  electron: ElectronRuntime,
  env: NodeJS.ProcessEnv,
): Promise<void> => {
  const userData = join(home, '.import');
  const result = await run(
    electron.executable,
    [...sandboxFlags(), `--user-data-dir=${userData}`, join(root, 'scripts', 'world', 'import-certificate')],
    {
      env: {
        ...privateEnvironment(home, env),
        RENKEI_CERTIFICATES: JSON.stringify(persona.storeCertificates),
        RENKEI_CERTIFICATE_PASSWORD: persona.certificatePassword,
      },
      timeoutMs: 60_000,
    },
  );
  await rm(userData, { recursive: true, force: true });
  if (result.status !== 0) {
    throw new Error(`The certificate could not be imported (status ${String(result.status)}): ${result.stderr.trim()}`);
  }
};
