import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageApp } from '../../scripts/dist/package-app.ts';
import { startGroup } from '../../scripts/processes/process-group.ts';
import { sandboxFlags } from '../../scripts/world/app-arguments.ts';
import { privateEnvironment } from '../../scripts/world/private-home.ts';
import { profileSchema } from '../../src-main/policy/profile.ts';
import { testElectron } from '../support/electron.ts';
import { startPostgres } from '../support/postgres-server.ts';

let work: string;
let unpacked: string;
const resource = (...path: string[]): string => join(unpacked, 'resources', ...path);

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'renkei-packaged-'));
  unpacked = join(work, 'dist', 'linux-unpacked');
  const status = await packageApp({
    electron: testElectron(),
    forTest: true,
    args: ['--linux', 'dir'],
    output: join(work, 'dist'),
  });
  expect(status).toBe(0);
}, 300_000);

afterAll(() => rm(work, { recursive: true, force: true }));

/** The first line of the app's own log that tells of this event. */
async function waitForEvent(app: ChildProcess, event: string): Promise<unknown> {
  if (!app.stdout) throw new Error('the app has no standard output');
  const lines: string[] = [];
  for await (const line of createInterface({ input: app.stdout })) {
    lines.push(line);
    if (!line.startsWith('{')) continue;
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null && 'event' in entry && entry.event === event) return entry;
  }
  throw new Error(`the app ended without ${event}:\n${lines.join('\n')}`);
}

describe('the packaged app', () => {
  it('holds the bundles, the native modules and nothing else', () => {
    const files = listPackage(resource('app.asar'), { isPack: false });
    const unexpected = files.filter(
      (name) =>
        !/^[\\/](package\.json|out([\\/](main|preload|tester-preload|renderer|token-process|mock-server).*)?|node_modules([\\/](keytar|pkcs11js|argon2|@phc|node-gyp-build).*)?)$/.test(
          name,
        ),
    );
    expect(unexpected).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/main.cjs',
        '/out/preload/preload.cjs',
        '/out/token-process/token-process.cjs',
        '/out/renderer/index.html',
      ]),
    );
    expect(files.filter((name) => /\.(map|ts|tsx|md)$/.test(name))).toEqual([]);
    expect(existsSync(resource('default_app.asar'))).toBe(false);
  });

  it('has its native modules outside of the archive', () => {
    expect(existsSync(resource('app.asar.unpacked', 'node_modules', 'keytar', 'build', 'Release', 'keytar.node'))).toBe(
      true,
    );
    expect(
      existsSync(resource('app.asar.unpacked', 'node_modules', 'pkcs11js', 'build', 'Release', 'pkcs11.node')),
    ).toBe(true);
  });

  it('brings a valid bank profile for production', () => {
    const profile = profileSchema.parse(JSON.parse(readFileSync(resource('profile.json'), 'utf8')));
    expect(profile).toMatchObject({ environment: 'production', trust: null, scheme: 'renkei-seikyo' });
  });

  it('has every fuse as stated', async () => {
    const wire = await getCurrentFuseWire(join(unpacked, 'renkei'));
    const stated: Record<string, FuseState> = {
      [FuseV1Options.RunAsNode]: FuseState.DISABLE,
      [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
      [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
      [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
    };
    // Only newer runtimes have it; a fuse beyond those named here fails this test.
    if (FuseV1Options.WasmTrapHandlers in wire) stated[FuseV1Options.WasmTrapHandlers] = FuseState.ENABLE;
    const { version, ...fuses } = wire;
    expect(version).toBe('1');
    expect(fuses).toEqual(stated);
  });

  it('opens its window', async () => {
    const home = join(work, 'home');
    // Started plainly: with the inspector fused off nothing can be attached to it, which is the point.
    const app = startGroup(
      join(unpacked, 'renkei'),
      [...sandboxFlags(), `--user-data-dir=${join(work, 'user-data')}`],
      {
        env: privateEnvironment(home),
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    try {
      expect(await waitForEvent(app.child, 'window-ready')).toMatchObject({ event: 'window-ready' });
    } finally {
      await app.stop();
    }
  });

  it('brings the mock world along, apart from the bank it is made for', async () => {
    // The development runtime has no SQLite of its own.
    const postgres = await startPostgres();
    const app = startGroup(
      join(unpacked, 'renkei'),
      [...sandboxFlags(), `--user-data-dir=${join(work, 'user-data')}`, '--mock'],
      {
        env: { ...privateEnvironment(join(work, 'home')), DATABASE_URL: postgres.url },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    try {
      expect(await waitForEvent(app.child, 'window-ready')).toMatchObject({ event: 'window-ready' });
      const profile: unknown = JSON.parse(readFileSync(join(work, 'user-data-mock', 'world', 'profile.json'), 'utf8'));
      expect(profileSchema.parse(profile)).toMatchObject({ environment: 'test', scheme: 'renkei-mock' });
    } finally {
      await app.stop();
      await postgres.stop();
    }
  });

  it('finds its keyring library: without a session it is the service that is missing', async () => {
    const app = startGroup(
      join(unpacked, 'renkei'),
      [...sandboxFlags(), `--user-data-dir=${join(work, 'user-data-keyring')}`],
      {
        env: { ...privateEnvironment(join(work, 'home')), DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    try {
      expect(await waitForEvent(app.child, 'keyring')).toMatchObject({ reason: 'no-service' });
    } finally {
      await app.stop();
    }
  });

  it('is no Node', async () => {
    const child = spawn(join(unpacked, 'renkei'), [...sandboxFlags(), '-e', 'console.log("ran")', '--version'], {
      env: { ...privateEnvironment(join(work, 'home')), ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    expect(said).not.toMatch(/ran|^v\d/);
  });
});
