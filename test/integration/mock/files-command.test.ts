import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shippedPersonas } from '../../../server/mock/persona.ts';
import { shippedTpps } from '../../../server/mock/tpp/registered.ts';
import { Browser } from '../../support/browser.ts';

const main = join(import.meta.dirname, '../../../server/main.ts');

type Ended = { readonly code: number; readonly out: string; readonly err: string };
const server = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

describe('npm run server', () => {
  let root: string;
  let tpps: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'renkei-files-'));
    tpps = join(root, 'tpps');
    await cp(join(shippedTpps, 'shikin-navi.json'), join(tpps, 'a.json'));
    const second = (await readFile(join(tpps, 'a.json'), 'utf8')).replaceAll('shikin-navi', 'shikin-2');
    await writeFile(join(tpps, 'b.json'), second);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('checks a folder of providers, and prints the schema of its files', async () => {
    expect(await server('tpps', 'check', tpps)).toEqual({ code: 0, out: 'shikin-navi\nshikin-2\n', err: '' });
    const schema = await readFile(join(shippedTpps, '..', 'tpp.schema.json'), 'utf8');
    expect(JSON.parse((await server('tpps', 'schema')).out)).toEqual(JSON.parse(schema));
  });

  it('names every mistake with file, line, column and field, and loads nothing', async () => {
    const wrong = join(root, 'wrong');
    await cp(tpps, wrong, { recursive: true });
    const text = await readFile(join(wrong, 'b.json'), 'utf8');
    await writeFile(join(wrong, 'b.json'), text.replace('"shikin-2"', '"shikin-navi"'));
    await writeFile(join(wrong, 'c.json'), text.replace('180', '181'));
    const { code, out, err } = await server('tpps', 'check', wrong);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`${join(wrong, 'c.json')}:13:3: linkDays: `);
    expect(err).toContain(`${join(wrong, 'b.json')}:3:3: clientId: ${join(wrong, 'a.json')} has the same clientId`);
    expect(err).not.toContain('    at ');
    // A world does not start with it either.
    expect((await server('--tpps', wrong)).err).toBe(err);
  });

  it('says how the command is used', async () => {
    const { code, err } = await server('tpps', 'mend', tpps);
    expect(code).toBe(1);
    expect(err).toContain('tpps check [DIR]');
  });

  it('checks persons against the providers they are to go with', async () => {
    const people = join(root, 'people');
    await cp(join(shippedPersonas, '13-kanri-sakurako.json'), join(people, 'a.json'));
    expect(await server('personas', 'check', people)).toMatchObject({ code: 0, out: 'kanri-sakurako\n' });
    const { code, err } = await server('personas', 'check', people, '--tpps', tpps);
    expect(code).toBe(1);
    expect(err).toMatch(/a\.json:\d+:\d+: links\[0\]\.tpp: no such provider; there are: shikin-navi, shikin-2/);
  });

  it('starts a world with providers of one’s own', async () => {
    const child = fork(main, ['--tpps', tpps], {
      env: { ...process.env, RENKEI_HOME: join(root, 'world'), RENKEI_LOG: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    if (!child.stdout) throw new Error('no output');
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { tpp } = z.object({ tpp: z.url() }).parse(JSON.parse(line));
    const page = await new Browser().get(tpp);
    expect(page.url.pathname).toBe('/shikin-navi');
    expect(page.text).toContain('href="/shikin-2"');
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  it('refuses them beside a bank’s settings', async () => {
    const misused = await server('--config', join(root, 'settings.json'), '--tpps', tpps);
    expect(misused.code).toBe(1);
    expect(misused.err).toContain('--tpps is for the mock world');
  });
});
