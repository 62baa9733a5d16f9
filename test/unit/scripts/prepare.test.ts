import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { debianPackages } from '../../../scripts/prepare/debian-list.mjs';
import { missingFrom } from '../../../scripts/prepare/debian-packages.mjs';
import { withLock } from '../../../scripts/prepare/lock.mjs';
import { environmentForNpm } from '../../../scripts/prepare/node-packages.mjs';

const installed = (names: readonly string[]): string => names.map((name) => `${name} install ok installed\n`).join('');

describe('Debian packages', () => {
  const all = debianPackages.map(({ name }) => name);

  it('misses nothing when all are installed', () => {
    expect(missingFrom(installed(all))).toEqual([]);
  });

  it('misses all on a fresh machine', () => {
    expect(missingFrom('').map(({ name }) => name)).toEqual(all);
  });

  it('takes a removed package for missing', () => {
    const rest = all.filter((name) => name !== 'xvfb');
    expect(missingFrom(`${installed(rest)}xvfb deinstall ok config-files\n`).map(({ name }) => name)).toEqual(['xvfb']);
  });

  it('knows the names of later releases', () => {
    const later = all.map((name) => (name === 'libgtk-3-0' ? 'libgtk-3-0t64' : name));
    expect(missingFrom(installed(later))).toEqual([]);
  });
});

describe('the environment npm gets', () => {
  it('finds no Node inside of node_modules, which npm ci deletes', () => {
    const bin = join('x', 'node_modules', '.bin');
    const env = environmentForNpm({ PATH: ['a', bin, 'b'].join(delimiter), npm_package_name: 'renkei', KEPT: '1' });
    expect(env['PATH']).toBe(['a', 'b'].join(delimiter));
    expect(env).toMatchObject({ KEPT: '1' });
    expect(env['npm_package_name']).toBeUndefined();
  });
});

describe('the lock', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'renkei-lock-'));
    file = join(folder, 'deep', 'work.lock');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('lets one after the other in', async () => {
    const steps: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      steps.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      steps.push(`${name} out`);
    };
    await Promise.all([withLock(file, work('a')), withLock(file, work('b'))]);
    expect(steps).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(existsSync(file)).toBe(false);
  });

  it('is given back after a failure', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  it('is taken over from a process that died', async () => {
    const dead = spawn(process.execPath, ['-e', '0']);
    await once(dead, 'exit');
    await withLock(file, () => Promise.resolve());
    writeFileSync(file, String(dead.pid));
    const owner = await withLock(file, () => Promise.resolve(readFileSync(file, 'utf8')));
    expect(owner).toBe(String(process.pid));
  });
});
