import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../support/app-client.ts';
import { openFlow } from '../../support/bank-flow.ts';
import { accountIds, BankSite, clientId, memberId, secrets } from '../../support/bank-server.ts';

let site: BankSite;
let agent: Agent;
beforeAll(async () => {
  site = await BankSite.create();
  await site.configure();
  await site.fill();
  agent = new Agent({ connect: { ca: site.pki.serverCa.pem } });
});
afterAll(async () => {
  await agent.destroy();
  await site.remove();
});

type Exported = { sequence: number; kind: string; actor: string; at: string; data: object; hash: string };
const exported = async (...args: string[]): Promise<Exported[]> => {
  const { code, out, err } = await site.command(['audit', 'export', ...args]);
  expect([code, err]).toEqual([0, '']);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Exported);
};

const publishedKeys = async (): Promise<string[]> => {
  const response = await request(`${site.issuer}/jwks`, { dispatcher: agent });
  const { keys } = (await response.body.json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

describe('bank import', () => {
  it('fills an empty database only', async () => {
    expect(await site.fill()).toMatchObject({ code: 1, err: 'renkei server: this bank has members already\n' });
  });

  it('says where a file is wrong, and never what is written there', async () => {
    const seed = JSON.parse(await readFile(join(site.home, 'bank.json'), 'utf8')) as {
      members: object[];
      accounts: object[];
    };
    const wrong = { ...seed, members: [{ ...seed.members[0], role: secrets.password }] };
    const file = join(site.home, 'wrong.json');
    await writeFile(file, JSON.stringify(wrong));
    const { code, err } = await site.command(['bank', 'import', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/members\[0\]\.role: /);
    for (const secret of [secrets.password, secrets.pin, ...secrets.numbers]) expect(err).not.toContain(secret);

    await writeFile(file, `{ "loginPassword": ${secrets.password} }`);
    const broken = await site.command(['bank', 'import', file]);
    expect(broken).toMatchObject({ code: 1, err: expect.stringMatching(/is not JSON/) as string });
    expect(broken.err).not.toContain(secrets.password);
  });
});

describe('what the bank does while its server runs', () => {
  it('counts at once, and is written down', async () => {
    const server = await site.start();
    const attempt = async (): Promise<string> => {
      const flow = await openFlow(site);
      const place = await flow.app.presentCertificate().catch((error: unknown) => error);
      await flow.close();
      if (place instanceof Refused) return place.problem.code;
      const { step } = flow.app.snapshot;
      return step.kind === 'stopped' ? step.code : step.kind;
    };
    expect(await attempt()).toBe('password');
    expect(await site.command(['bank', 'stop'])).toMatchObject({ code: 0 });
    expect(await attempt()).toBe('login.emergency-stop');
    expect(await site.command(['bank', 'resume'])).toMatchObject({ code: 0 });

    const never = join(site.home, 'never.json');
    await writeFile(never, JSON.stringify({ open: [] }));
    expect(await site.command(['bank', 'hours', never])).toMatchObject({ code: 0 });
    expect(await attempt()).toBe('login.out-of-hours');
    expect(await site.command(['bank', 'hours', 'always'])).toMatchObject({ code: 0 });
    expect(await attempt()).toBe('password');

    expect(await site.command(['bank', 'suspend', clientId])).toMatchObject({ code: 0 });
    await expect(openFlow(site)).rejects.toThrow();
    expect(await site.command(['bank', 'admit', clientId])).toMatchObject({ code: 0 });
    expect(await attempt()).toBe('password');
    expect(await site.command(['bank', 'suspend', 'nobody'])).toMatchObject({ code: 1 });
    await server.stop();

    const changes = (await exported()).filter(({ kind }) => /^(?:service|tpp)\.(?!auth)/.test(kind));
    expect(changes.map(({ kind, data }) => [kind, data])).toEqual([
      ['service.stopped', { stopped: true }],
      ['service.stopped', { stopped: false }],
      ['service.hours', { sha256: expect.any(String) as string }],
      ['service.hours', { sha256: expect.any(String) as string }],
      ['tpp.suspended', { suspended: true }],
      ['tpp.suspended', { suspended: false }],
    ]);
    expect(await site.command(['audit', 'verify'])).toMatchObject({ code: 0 });
  });
});

describe('unlock and the audit trail', () => {
  it('a locked member comes in again after the branch has unlocked him, and all of it is written down', async () => {
    let server = await site.start();
    const first = await openFlow(site);
    await first.app.presentCertificate();
    for (let tries = 0; tries < 6; tries += 1)
      await expect(first.app.submitPassword(secrets.wrongPassword)).rejects.toThrow(Refused);
    expect(first.app.step('stopped').code).toBe('login.locked');
    await first.close();

    // While the server runs: the two processes share the trail.
    expect(await site.command(['unlock', memberId, '--by', memberId])).toMatchObject({ code: 1 });
    expect(await site.command(['unlock', 'nobody', '--by', 'branch:yamada'])).toMatchObject({ code: 1 });
    expect(await site.command(['unlock', memberId, '--by', 'branch:yamada'])).toEqual({
      code: 0,
      out: `unlock: ${memberId} is unlocked\n`,
      err: '',
    });
    const second = await openFlow(site);
    await second.app.presentCertificate();
    await second.app.submitPassword(secrets.password);
    expect(second.app.snapshot.step.kind).toBe('services');
    await second.close();
    await server.stop();

    const trail = await exported();
    expect(trail.map(({ sequence }) => sequence)).toEqual(trail.map((_entry, index) => index + 1));
    const story = trail.map(({ kind }) => kind).filter((kind) => /^(?:password|member)\./.test(kind));
    expect(story).toEqual([
      ...Array<string>(5).fill('password.wrong'),
      'password.locked',
      'member.unlocked',
      'password.accepted',
    ]);
    expect(trail.find(({ kind }) => kind === 'member.unlocked')).toMatchObject({
      actor: 'bank:yamada',
      data: { role: 'member' },
    });
    expect((await exported('--after', String(trail.length - 1))).map(({ sequence }) => sequence)).toEqual([
      trail.length,
    ]);

    const anchors = trail.slice(2, 4).flatMap(({ sequence, hash }) => ['--anchor', `${String(sequence)}:${hash}`]);
    expect((await site.command(['audit', 'verify', ...anchors])).code).toBe(0);
    const strange = ['--anchor', `3:${'0'.repeat(64)}`];
    expect(await site.command(['audit', 'verify', ...strange])).toMatchObject({
      code: 1,
      out: 'audit: BROKEN at row 3: it is not the one that was anchored\n',
    });
    expect(await site.command(['audit', 'verify', '--anchor', 'x'])).toMatchObject({ code: 1, out: '' });

    // The lines of the log are the anchors that nobody has to think of.
    server = await site.start();
    const { sequence, hash } = await server.logged({ msg: 'audit', kind: 'configuration.loaded' });
    await server.stop();
    expect((await exported('--after', String(Number(sequence) - 1)))[0]).toMatchObject({ sequence, hash });
  });
});

describe('unlock account', () => {
  it('an account whose PIN is locked can be registered again after the branch has unlocked it', async () => {
    const [, account] = accountIds;
    const server = await site.start();
    const flow = await openFlow(site);
    await flow.app.presentCertificate();
    await flow.app.submitPassword(secrets.password);
    await flow.app.command({
      kind: 'choose-services',
      permissions: [{ service: 'balance', accounts: [...accountIds] }],
    });
    for (let tries = 0; tries < 3; tries += 1)
      await expect(flow.app.registerPin(account, secrets.wrongPin)).rejects.toThrow(Refused);
    const stateOf = () => flow.app.step('inquiryPin').accounts.find((each) => each.account.id === account)?.state;
    expect(stateOf()).toBe('locked');

    expect(await site.command(['unlock', 'account', 'acc_nobody', '--by', 'branch:yamada'])).toMatchObject({ code: 1 });
    const wrongly = await site.command(['unlock', 'account', account, '--by', memberId]);
    expect([wrongly.code, wrongly.err]).toEqual([1, expect.stringContaining('--by branch:NAME')]);
    expect(stateOf()).toBe('locked');
    expect(await site.command(['unlock', 'account', account, '--by', 'branch:yamada'])).toEqual({
      code: 0,
      out: `unlock: ${account} is unlocked\n`,
      err: '',
    });
    expect(await site.command(['unlock', 'account', account, '--by', 'branch:yamada'])).toMatchObject({
      out: `unlock: ${account} was not locked; the count begins anew\n`,
    });
    await flow.app.reload();
    await flow.app.registerPin(account, secrets.pin);
    expect(flow.app.snapshot.step.kind).toBe('inquiryPinResult');
    await flow.close();
    await server.stop();
    const told = (await exported()).filter(({ kind }) => kind === 'account.unlocked');
    expect(told[0]).toMatchObject({ actor: 'bank:yamada', data: {} });
    expect(told).toHaveLength(2);
  });
});

describe('keys rotate', () => {
  it('makes new keys while the old ones stay published', async () => {
    const server = await site.start();
    const before = await publishedKeys();
    expect(before.length).toBeGreaterThan(0);
    await server.stop();
    const { code, out } = await site.command(['keys', 'rotate', '--force']);
    expect([code, out]).toEqual([0, expect.stringContaining('created')]);
    expect(await site.command(['keys', 'rotate'])).toEqual({ code: 0, out: 'keys: nothing is due\n', err: '' });
    const again = await site.start();
    const after = await publishedKeys();
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after.length).toBeGreaterThan(before.length);
    await again.stop();
    expect((await exported()).filter(({ kind }) => kind === 'key.rotated').length).toBeGreaterThan(0);
  });
});

describe('a command that is used wrongly', () => {
  it.each([
    [['audit'], /audit verify, or audit export/],
    [['audit', 'export', '--after', 'x'], /--after is the number of a row/],
    [['bank', 'export'], /bank import FILE/],
    [['keys'], /keys rotate/],
    [['unlock', 'hanako'], /unlock MEMBER --by WHO/],
    [['audit', 'verify', '--fast'], /--fast/],
  ])('%j is told how', async (args, expected) => {
    const { code, err } = await site.command(args);
    expect(code).toBe(1);
    expect(err).toMatch(expected);
    expect(err).toContain('--help');
  });

  it('about a world that is not there makes none', async () => {
    const { code, err } = await site.plainCommand(['audit', 'verify'], { RENKEI_HOME: join(site.home, 'nowhere') });
    expect(code).toBe(1);
    expect(err).toMatch(/there is no database at/);
  });
});
