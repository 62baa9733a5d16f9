import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askControl, ControlRefused } from '../../../server/mock/control/control-client.ts';
import {
  actionResultSchema,
  activeScenarioSchema,
  auditListSchema,
  clockSchema,
  controlProblemSchema,
  flowListSchema,
  healthSchema,
  personaListSchema,
  reloadResultSchema,
  rowListSchema,
  scenarioListSchema,
  worldSchema,
  type WorldFile,
} from '../../../server/mock/control/contract.ts';
import { readWorldFile } from '../../../server/mock/control/world-file.ts';
import { scenarios } from '../../../server/mock/scenarios/catalogue.ts';
import { Refused } from '../../support/app-client.ts';
import { beginJourney, walkTo } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
let world: WorldFile;
beforeAll(async () => {
  test = await openTestWorld();
  const found = await readWorldFile(test.world.home);
  if (found === null) throw new Error('no control.json');
  world = found;
});
afterAll(() => test.close());
afterEach(async () => {
  await test.world.switchboard.reset();
  await askControl(world, 'DELETE', '/mock/clock', clockSchema);
});

type Options = { method?: string; headers?: Record<string, string>; body?: string; token?: string };
async function raw(path: string, { method = 'GET', headers = {}, body, token = world.token }: Options = {}) {
  const authorization = token === '' ? {} : { authorization: `Bearer ${token}` };
  const response = await request(new URL(path, world.url), {
    method: method as 'GET',
    headers: { ...authorization, ...headers },
    body: body ?? null,
  });
  const text = await response.body.text();
  return { status: response.statusCode, type: response.headers['content-type'], text };
}
const json = { 'content-type': 'application/json' };

describe('the control API', () => {
  it('is announced in a file for its owner only, which goes with the world', async () => {
    expect((await stat(join(test.world.home, 'control.json'))).mode & 0o777).toBe(0o600);
    const own = await openTestWorld();
    const { home } = own.world;
    expect(await readWorldFile(home)).not.toBeNull();
    await own.world.close();
    expect(await readWorldFile(home)).toBeNull();
  });

  it('answers everything in the shape of its contract', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(journey, 'services');
    const ask = <S extends z.ZodType>(path: string, schema: S) => askControl(world, 'GET', `/mock/${path}`, schema);
    expect(await ask('health', healthSchema)).toMatchObject({ mock: true });
    expect((await ask('world', worldSchema)).issuer).toBe(test.world.issuer);
    expect((await ask('scenarios', scenarioListSchema)).scenarios.length).toBeGreaterThan(30);
    expect((await ask('rows', rowListSchema)).rows).toHaveLength(43);
    const { personas } = await ask('personas', personaListSchema);
    expect(personas.map(({ id }) => id)).toContain('koza-tami');
    expect(personas.find(({ id }) => id === 'token-rika')).toMatchObject({
      tokens: [{ label: 'RSA トークン', pin: '246810', locked: false }],
      tokenConfiguration: join(test.world.home, 'tokens', 'token-rika', 'softhsm2.conf'),
    });
    const { flows } = await ask('flows', flowListSchema);
    expect(flows[0]).toMatchObject({ persona: 'kanri-hanako', at: 'services', tpp: 'kaikei-mirai', timedOut: false });
    const { events } = await ask('audit?limit=2', auditListSchema);
    expect(events).toHaveLength(2);
    expect(events.at(-1)?.kind).toBe('password.accepted');
    const after = events[0]?.sequence ?? 0;
    expect((await ask(`audit?after=${String(after)}`, auditListSchema)).events).toHaveLength(1);
    await journey.close();
  });

  it('switches on with parameters and scope, off, and resets', async () => {
    const body = { parameters: { triesLeft: 2 }, scope: { personas: ['keiri-taro'] } };
    const active = await askControl(world, 'PUT', '/mock/scenarios/password-wrong', activeScenarioSchema, body);
    expect(active).toMatchObject({ id: 'password-wrong', parameters: { triesLeft: 2 } });
    const { scenarios } = await askControl(world, 'GET', '/mock/scenarios', scenarioListSchema);
    expect(scenarios.filter((one) => one.active !== null).map(({ id }) => id)).toEqual(['password-wrong']);
    expect((await raw('/mock/scenarios/password-wrong', { method: 'DELETE' })).status).toBe(204);
    expect((await raw('/mock/scenarios/password-wrong', { method: 'DELETE' })).status).toBe(404);
    expect((await raw('/mock/scenarios', { method: 'DELETE' })).status).toBe(204);
  });

  it('moves the clock, and what the server says moves along', async () => {
    const set = await askControl(world, 'PUT', '/mock/clock', clockSchema, {
      set: '2027-03-31T23:00:00+09:00',
      frozen: true,
    });
    expect(set).toMatchObject({ now: '2027-03-31T14:00:00.000Z', frozen: true });
    const later = await askControl(world, 'PUT', '/mock/clock', clockSchema, { advance: '90m' });
    expect(later.now).toBe('2027-03-31T15:30:00.000Z');
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    expect(journey.app.snapshot.serverTime).toBe('2027-03-31T15:30:00.000Z');
    await journey.close();
    await askControl(world, 'DELETE', '/mock/clock', clockSchema);
    expect(test.world.clock.state()).toMatchObject({ offsetMs: 0, frozen: false });
  });

  it('a clock set back or frozen still lets a whole flow through, tokens and all', async () => {
    for (const change of [{ advance: '-12h' }, { frozen: true }, { advance: '40d' }]) {
      await askControl(world, 'PUT', '/mock/clock', clockSchema, change);
      const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
      await walkTo(journey, 'consent');
      const place = await journey.app.permit();
      if (place.kind !== 'returned') throw new Error('not returned');
      const { tokens } = await journey.tpp.finish(place.location, journey.started);
      const read = await journey.tpp.read('/resources/v1/accounts', tokens.access_token, journey.started.dpop);
      expect(read.status).toBe(200);
      // An access token ends by the world's clock.
      test.world.clock.advance(3_600_000);
      const late = await journey.tpp.read('/resources/v1/accounts', tokens.access_token, journey.started.dpop);
      expect(late.status).toBe(401);
      await journey.close();
    }
  });

  it.each<[string, string, Options, number, string]>([
    ['without the token', '/mock/scenarios', { token: '' }, 401, 'unauthorized'],
    ['with another token', '/mock/scenarios', { token: 'x'.repeat(43) }, 401, 'unauthorized'],
    [
      'by a name that is not this machine’s',
      '/mock/scenarios',
      { headers: { host: 'evil.example' } },
      403,
      'forbidden',
    ],
    ['from a page in a browser', '/mock/scenarios', { headers: { origin: 'https://evil.example' } }, 403, 'forbidden'],
    ['across sites', '/mock/health', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'forbidden'],
    ['for something that is not there', '/mock/nothing', {}, 404, 'not-found'],
    ['for an unknown scenario', '/mock/scenarios/snow', { method: 'PUT' }, 404, 'unknown-scenario'],
    [
      'with a form',
      '/mock/scenarios/latency',
      { method: 'PUT', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      'invalid',
    ],
    ['with broken JSON', '/mock/scenarios/latency', { method: 'PUT', body: '{', headers: json }, 400, 'invalid'],
    [
      'with a field too many',
      '/mock/clock',
      { method: 'PUT', body: '{"frozen":true,"x":1}', headers: json },
      400,
      'invalid',
    ],
    [
      'with a time that cannot be',
      '/mock/clock',
      { method: 'PUT', body: '{"set":"2500-01-01T00:00:00Z"}', headers: json },
      400,
      'invalid',
    ],
    [
      'with a length that is none',
      '/mock/clock',
      { method: 'PUT', body: '{"advance":"soon"}', headers: json },
      400,
      'invalid',
    ],
    [
      'with too much',
      '/mock/clock',
      { method: 'PUT', body: `"${'x'.repeat(70_000)}"`, headers: json },
      413,
      'too-large',
    ],
    ['for a query out of range', '/mock/audit?limit=0', {}, 400, 'invalid'],
  ])('refuses %s', async (_what, path, options, status, code) => {
    const answer = await raw(path, options);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(controlProblemSchema.parse(JSON.parse(answer.text))).toMatchObject({ status, code });
    expect(test.world.clock.state().offsetMs).toBe(0);
    expect(test.world.switchboard.active()).toEqual([]);
  });

  it('says why two scenarios cannot be on together', async () => {
    await askControl(world, 'PUT', '/mock/scenarios/tls-failure', activeScenarioSchema);
    const refused = askControl(world, 'PUT', '/mock/scenarios/server-error', activeScenarioSchema);
    await expect(refused).rejects.toBeInstanceOf(ControlRefused);
    await expect(refused).rejects.toMatchObject({ problem: { code: 'conflict', with: 'tls-failure' } });
  });
});

describe('people through the control API', () => {
  const post = (path: string, body?: object) => askControl(world, 'POST', `/mock/${path}`, actionResultSchema, body);

  it('issues, renews and revokes certificates that really count', async () => {
    const issued = await post('certificates/issue', { persona: 'kanri-hanako' });
    expect(issued.details['importCommands']).toBeDefined();
    const { file, password, serial } = z
      .object({ file: z.string(), password: z.string(), serial: z.string() })
      .parse(issued.details);
    const login = async (): Promise<string> => {
      const identity = { pfx: await readFile(file), passphrase: password };
      const journey = await beginJourney(test.world, { personaId: 'kanri-hanako', identity });
      try {
        return await journey.app.presentCertificate().then(
          () => journey.app.snapshot.step.kind,
          (error: unknown) => (error instanceof Refused ? error.problem.code : String(error)),
        );
      } finally {
        await journey.close();
      }
    };
    expect(await login()).toBe('password');
    expect((await post('certificates/renew', { persona: 'kanri-hanako' })).details['serial']).not.toBe(serial);
    const revoked = await post('certificates/revoke', { persona: 'kanri-hanako', serial });
    expect(revoked.details).toEqual({ serials: [serial] });
    expect(await login()).toBe('certificate.revoked');
  });

  it('reads the files of persons and providers again, but not under scenarios that are on', async () => {
    const same = { added: [], changed: [], removed: [] };
    expect(reloadResultSchema.parse(await post('personas/reload'))).toEqual({
      message: 'Files read again. Persons: as before. Providers: as before.',
      details: { personas: same, tpps: same },
    });
    await test.world.switchboard.on('password-locked');
    await expect(post('personas/reload')).rejects.toMatchObject({ problem: { code: 'refused' } });
    await expect(post('personas/reload')).rejects.toThrow('password-locked');
  });

  it('forgets what was remembered of the bank when the files are read again', async () => {
    await raw('/mock/checkpoint', { method: 'PUT' });
    expect((await raw('/mock/checkpoint/restore', { method: 'POST' })).status).toBe(204);
    await post('personas/reload');
    expect((await raw('/mock/checkpoint/restore', { method: 'POST' })).status).toBe(404);
  });

  it('says in words what cannot be', async () => {
    const nobody = post('certificates/issue', { persona: 'nobody' });
    await expect(nobody).rejects.toMatchObject({ problem: { code: 'refused', status: 422 } });
    await expect(nobody).rejects.toThrow('keiri-taro');
    await expect(post('certificates/burn', { persona: 'keiri-taro' })).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
    await expect(post('tokens', { persona: 'nobody' })).rejects.toMatchObject({ problem: { code: 'refused' } });
  });
});

describe('npm run mock', () => {
  const run = promisify(execFile);
  type Ended = { code: number; out: string; err: string };
  const mock = (...args: string[]): Promise<Ended> => mockIn(test.world.home, ...args);
  const mockIn = async (home: string, ...args: string[]): Promise<Ended> => {
    const env = { ...process.env, RENKEI_HOME: home };
    const script = join(import.meta.dirname, '../../../scripts/mock/run.ts');
    try {
      const { stdout, stderr } = await run(process.execPath, [script, ...args], { env });
      return { code: 0, out: stdout, err: stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, out: stdout, err: stderr };
    }
  };

  it('lists, switches on with parameters, tells a conflict, and resets', async () => {
    expect((await mock('on', 'password-wrong', '--set', 'triesLeft=2', '--persona', 'keiri-taro')).code).toBe(0);
    const listed = JSON.parse((await mock('scenarios', '--json')).out) as z.infer<typeof scenarioListSchema>;
    expect(listed.scenarios.find(({ active }) => active !== null)).toMatchObject({
      id: 'password-wrong',
      active: { parameters: { triesLeft: 2 }, scope: { personas: ['keiri-taro'], tpps: null } },
    });
    const refused = await mock('on', 'password-locked');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('同時には起こりません');
    expect((await mock('reset')).code).toBe(0);
    expect(test.world.switchboard.active()).toEqual([]);
  });

  it('says without a running world what there is, and that the rest needs one', async () => {
    const nowhere = join(test.world.home, 'nowhere');
    const rows = await mockIn(nowhere, 'rows');
    expect(rows.out).toMatch(/^login\/locked +scenario password-locked /m);
    expect(rows.out).toMatch(/^authorization\/refused +customer: /m);
    const listed = JSON.parse((await mockIn(nowhere, 'scenarios', '--json')).out) as z.infer<typeof scenarioListSchema>;
    expect(listed.scenarios.map(({ id }) => id)).toEqual(scenarios.map(({ id }) => id));
    const { code, err } = await mockIn(nowhere, 'on', 'password-locked');
    expect([code, err]).toEqual([1, expect.stringContaining('No mock world runs in')]);
  });

  it('lists the providers with their start pages, and reads all files again', async () => {
    const { out } = await mock('tpps');
    expect(out).toMatch(/^shikin-navi +資金繰りナビ +http:\/\/localhost:\d+\/shikin-navi +fixed services$/m);
    expect(out).toMatch(/^keihi-raku .* suspended$/m);
    expect((await mock('tpps', 'reload')).out).toBe('Files read again. Persons: as before. Providers: as before.\n');
  });

  it('shows the tokens of the persons, and of a new one the PIN and how an app is started that sees it', async () => {
    expect((await mock('personas')).out).toMatch(/^lock-rokuro .*token ロック済みトークン \(PIN 975310, locked\)$/m);
    const { out } = await mock('token', 'kanri-hanako');
    expect(out).toContain('token テスト用トークン1 (PIN 246810)');
    expect(out).toContain('npm start -- --persona=kanri-hanako');
  });

  it('moves the clock back, too', async () => {
    expect((await mock('clock', 'advance', '-1d')).code).toBe(0);
    expect(test.world.clock.state().offsetMs).toBe(-86_400_000);
  });

  it.each([
    [['fly'], 'There is no command fly'],
    [['on'], 'which scenario'],
    [['clock', 'stop'], 'clock: set, advance'],
    [['--nonsense'], 'nonsense'],
    [['run'], 'Say which files'],
  ])('%j is told in words', async (args, text) => {
    const { code, err } = await mock(...args);
    expect(code).toBe(1);
    expect(err).toContain(text);
    expect(err).not.toContain('    at ');
  });

  it('plays a script in the running world, reports, and fails with file and line', async () => {
    const good = join(test.world.home, 'good.yaml');
    const bad = join(test.world.home, 'bad.yaml');
    await writeFile(good, 'name: good\nsteps:\n  - start\n  - certificate\n  - expect: { step: password }\n');
    await writeFile(bad, 'name: bad\nsteps:\n  - start\n  - certificate\n  - expect: { step: consent }\n');
    const junit = join(test.world.home, 'junit.xml');
    const { code, err, out } = await mock('run', good, bad, '--running', '--junit', junit, '--json');
    expect(code).toBe(1);
    expect(err).toContain('bad.yaml:5');
    expect(await readFile(junit, 'utf8')).toContain('tests="2" failures="1"');
    expect(JSON.parse(out)).toMatchObject({ ok: false, scripts: [{ ok: true }, { ok: false }] });
  });
});
