import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { profileSchema } from '../../src-main/policy/profile.ts';
import { Browser } from '../support/browser.ts';
import { AppClient, personaIdentity } from '../support/app-client.ts';
import { personaOf, walkThrough } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

const readySchema = z.object({
  ready: z.literal(true),
  issuer: z.url(),
  certificateOrigin: z.url(),
  tpp: z.url(),
  pages: z.url(),
  ca: z.string(),
  profile: z.string(),
  personas: z
    .array(
      z.object({ id: z.string(), certificate: z.string(), certificatePassword: z.string(), loginPassword: z.string() }),
    )
    .min(3),
});

describe('the mock world', () => {
  let test: TestWorld;
  const links: string[] = [];
  beforeAll(async () => {
    test = await openTestWorld({ onHandover: (link) => links.push(link) > 0 });
  });
  afterAll(() => test.close());

  it('writes a bank profile the app accepts', async () => {
    const profile = profileSchema.parse(JSON.parse(await readFile(test.world.profileFile, 'utf8')));
    expect(profile).toMatchObject({
      environment: 'test',
      issuer: test.world.issuer,
      certificateOrigin: test.world.certificateOrigin,
      scheme: 'renkei-mock',
      trust: { caSha256: test.world.pki.serverCaSha256, hosts: ['localhost'] },
    });
  });

  it('keeps certificates and their passwords for the owner only', async () => {
    for (const { certificate } of test.world.personas) {
      expect((await stat(certificate.file)).mode & 0o777).toBe(0o600);
      const password = certificate.file.replace(/\.p12$/, '.password');
      expect((await stat(password)).mode & 0o777).toBe(0o600);
      expect((await readFile(password, 'utf8')).trim()).toBe(certificate.password);
    }
  });

  it('leads a browser from the TPP’s page to the app and back to his accounts', async () => {
    const browser = new Browser();
    const { world } = test;
    const start = await browser.get(`${world.tpp}/`);
    expect(start.text).toContain('銀行口座を連携する');
    const launch = await browser.press(start, '/connect/kaikei-mirai');
    expect(launch.url.origin + launch.url.pathname).toBe(`${world.pages}/authorize`);
    expect(launch.text).toContain('/handover');

    const fields = Object.fromEntries(launch.url.searchParams);
    const passed = await browser.submit(`${world.pages}/handover`, world.pages, fields);
    expect(passed.text).toContain('アプリに渡しました');
    const link = new URL(links.at(-1) ?? '');
    expect(link.href.startsWith('renkei-mock://authorize?')).toBe(true);

    const app = new AppClient({ world, identity: await personaIdentity(world, 'keiri-taro') });
    await app.open(link.searchParams);
    const journey = { app, persona: personaOf(world, 'keiri-taro') };
    const { location } = await walkThrough(journey);
    const connected = await browser.get(location.href);
    expect(connected.url.pathname).toBe('/connected/kaikei-mirai');
    expect(connected.text).toContain('末尾012');
    expect(connected.text).toContain('12,480,350円');
    const result = JSON.parse((await browser.get(`${world.tpp}/result.json`)).text) as unknown;
    expect(result).toMatchObject({ ok: true, tpp: 'kaikei-mirai' });
    const refreshed = await browser.press(connected, '/refresh/kaikei-mirai');
    expect([refreshed.status, refreshed.url.pathname]).toEqual([200, '/connected/kaikei-mirai']);

    // The same return once more, and in another browser: no longer (or never) this session's.
    for (const other of [browser, new Browser()]) {
      const again = await other.get(location.href);
      expect(again.status).toBe(400);
      expect(again.text).toContain('この連携は続けられません');
    }
    await app.close();
  });

  it('tells a TPP’s customer which step was left', async () => {
    const browser = new Browser();
    const { world } = test;
    const launch = await browser.press(await browser.get(`${world.tpp}/shikin-navi`), '/connect/shikin-navi');
    const app = new AppClient({ world, identity: null });
    await app.open(launch.url.searchParams);
    const place = await app.command({ kind: 'cancel' });
    if (place.kind !== 'returned') throw new Error('not returned');
    const page = await browser.get(place.location.href);
    expect(page.text).toContain('口座は連携されませんでした');
    expect(page.text).toContain('手順1 ログイン(電子証明書)');
    expect(JSON.parse((await browser.get(`${world.tpp}/result.json`)).text)).toMatchObject({
      ok: false,
      kind: 'refused',
      step: 'certificate',
    });
    await app.close();
  });

  it('shows a suspended TPP’s customer a page, not a stack', async () => {
    const browser = new Browser();
    const start = await browser.get(`${test.world.tpp}/keihi-raku`);
    const page = await browser.press(start, '/connect/keihi-raku');
    expect(page.status).toBe(400);
    expect(page.text).toContain('銀行が連携を受け付けませんでした');
  });

  it.each([
    ['another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['no origin', {}],
    ['another port', { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' }],
  ])('takes no hand-over from %s', async (_name, headers: Record<string, string>) => {
    const before = links.length;
    const response = await request(`${test.world.pages}/handover`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'client_id=kaikei-mirai&request_uri=urn:ietf:params:oauth:request_uri:12345678',
    });
    expect(response.statusCode).toBe(403);
    await response.body.dump();
    expect(links).toHaveLength(before);
  });
});

describe('npm run server', () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'renkei-server-'));
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const run = (where: string): ChildProcess =>
    fork(new URL('../../server/main.ts', import.meta.url), {
      env: { ...process.env, RENKEI_HOME: where, RENKEI_LOG: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
  const ready = async (child: ChildProcess): Promise<z.infer<typeof readySchema>> => {
    if (!child.stdout) throw new Error('no output');
    const lines = createInterface({ input: child.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    return readySchema.parse(JSON.parse(line));
  };

  it('prints one ready line, hands links over, and stops at SIGTERM', async () => {
    const child = run(home);
    const info = await ready(child);
    expect(await readFile(info.ca, 'utf8')).toContain('BEGIN CERTIFICATE');
    const message = once(child, 'message');
    const request_uri = 'urn:ietf:params:oauth:request_uri:abcdefgh';
    await new Browser().submit(`${info.pages}/handover`, info.pages, { client_id: 'kaikei-mirai', request_uri });
    expect((await message)[0]).toEqual({
      type: 'handover',
      link: `renkei-mock://authorize?${new URLSearchParams({ client_id: 'kaikei-mirai', request_uri }).toString()}`,
    });
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  it('moves to free ports beside a first one, and ends when its launcher is gone', async () => {
    const other = await mkdtemp(join(tmpdir(), 'renkei-server-'));
    const children = [run(home), run(other)];
    const [one, two] = await Promise.all(children.map(ready));
    expect(one?.issuer).not.toBe(two?.issuer);
    const exits = children.map((child) => once(child, 'exit'));
    for (const child of children) child.disconnect();
    expect(await Promise.all(exits)).toEqual([
      [0, null],
      [0, null],
    ]);
    await rm(other, { recursive: true, force: true });
  });

  it('says in one line why it cannot start', async () => {
    const file = join(home, 'a-file');
    await writeFile(file, '');
    const child = run(file);
    const chunks: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(Buffer.concat(chunks).toString()).toMatch(/^renkei server: .+\n$/);
  });
});
