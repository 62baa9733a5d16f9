import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay } from '../../../scripts/display/xvfb.ts';
import { readDist, readOverride } from '../../../scripts/electron-runtime/dist-layout.ts';
import { startGroup } from '../../../scripts/processes/process-group.ts';
import { exitStatus } from '../../../scripts/start/stop-reason.ts';
import { useOwnBrowser } from '../../../scripts/world/browser-shim.ts';
import { privateEnvironment } from '../../../scripts/world/private-home.ts';

const onLinux = process.platform === 'linux';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'renkei-start-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the exit status', () => {
  it('tells a closed window, a signal and a crash apart', () => {
    expect(exitStatus({ kind: 'window-closed' })).toBe(0);
    expect(exitStatus({ kind: 'signal', signal: 'SIGINT' })).toBe(130);
    expect(exitStatus({ kind: 'signal', signal: 'SIGTERM' })).toBe(143);
    expect(exitStatus({ kind: 'app-crashed', status: null })).toBe(1);
    expect(exitStatus({ kind: 'server-ended', status: 0 })).toBe(1);
  });
});

describe('an Electron folder', () => {
  it('is complete with program and version', ({ skip }) => {
    if (!onLinux) skip('the layout differs by system; this one is Linux');
    expect(readDist(folder, 'official')).toBeUndefined();
    writeFileSync(join(folder, 'electron'), '');
    expect(readDist(folder, 'official')).toBeUndefined();
    writeFileSync(join(folder, 'version'), 'v45.4.1\n');
    expect(readDist(folder, 'official')).toMatchObject({ version: '45.4.1', origin: 'official', dist: folder });
  });

  it('given by hand has to be one', () => {
    expect(() => readOverride(folder)).toThrow(/holds no Electron/);
  });
});

describe('the display', () => {
  it('is there with X or Wayland', ({ skip }) => {
    if (!onLinux) skip('other systems always have one');
    expect(hasDisplay({})).toBe(false);
    expect(hasDisplay({ DISPLAY: '' })).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  });
});

describe('a browser opened by the app', () => {
  it('has the tester’s own home again', async ({ skip }) => {
    if (!onLinux) skip('only Linux opens pages by xdg-open');
    const real = join(folder, 'real');
    mkdirSync(real);
    writeFileSync(join(real, 'xdg-open'), '#!/bin/sh\necho "$HOME|${XDG_DATA_HOME-none}|$1"\n');
    chmodSync(join(real, 'xdg-open'), 0o755);
    const own = { HOME: "/it's mine", PATH: `${real}${delimiter}${process.env['PATH'] ?? ''}` };
    const env = await useOwnBrowser(join(folder, 'bin'), privateEnvironment(join(folder, 'home'), own), own);
    const opened = spawnSync('xdg-open', ['http://localhost:1/?a=1&b=2'], { env, encoding: 'utf8' });
    expect(opened.stdout).toBe("/it's mine|none|http://localhost:1/?a=1&b=2\n");
  });
});

describe('a process group', () => {
  it('leaves nothing behind', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows has no process groups');
    const program = `
      const { spawn } = require('node:child_process');
      const helper = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6)']);
      process.stdout.write(String(helper.pid) + '\\n');
      setInterval(() => {}, 1e6);`;
    const group = startGroup(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const helper = await new Promise<number>((resolve) => {
      group.child.stdout?.once('data', (chunk: Buffer) => {
        resolve(Number(chunk.toString()));
      });
    });
    await group.stop();
    expect(await group.ended).toBeNull();
    // A zombie that nobody has collected yet still answers signal 0: what counts is that it does not run.
    const state = spawnSync('ps', ['-o', 'stat=', '-p', String(helper)], { encoding: 'utf8' }).stdout.trim();
    expect(state === '' || state.startsWith('Z')).toBe(true);
  });
});
