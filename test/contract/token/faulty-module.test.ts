import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModuleTokenReader } from '../../../src-main/identity/token/token-reader.ts';
import type { Timing } from '../../../src-main/identity/token/timing.ts';
import { FaultHsm } from '../../support/fault-hsm.ts';
import { SoftHsm } from '../../support/softhsm.ts';
import { bytes, identityOf, signAndVerify } from './contract.ts';
import { NodeHost } from './node-host.ts';
import { makePeople, type People } from './people.ts';
import { ids, mainToken, quickTiming, secondToken, testModule, tokensOf } from './token-world.ts';

/** What a module may do to the app, beyond the contract: here with SoftHSM behind the faults. */
describe('a faulty module', () => {
  let people: People;
  let hsm: SoftHsm;
  let fault: FaultHsm;
  let host: NodeHost;
  let reader: ModuleTokenReader;

  const open = (timing: Partial<Timing> = {}): ModuleTokenReader =>
    new ModuleTokenReader({
      modules: [testModule('faulty', fault.module)],
      host,
      timing: { ...quickTiming, ...timing },
    });
  const moduleFailed = { ok: false, code: 'token.module-failed' };
  const sign = async (keyId: string, algorithm: 'ES256' | 'PS256' = 'ES256') =>
    reader.sign(await identityOf(reader, mainToken.label, keyId), bytes(mainToken.pin), algorithm, bytes('input'));

  beforeAll(async () => {
    people = await makePeople();
    hsm = await SoftHsm.create(tokensOf(people));
    fault = await FaultHsm.over(hsm);
  });
  beforeEach(async () => {
    await fault.reset();
    host = new NodeHost(fault.env);
    reader = open();
  });
  afterEach(async () => {
    await reader.close();
    await vi.waitFor(() => expect(host.alive.size).toBe(0), 3000);
  });
  afterAll(async () => {
    await hsm.remove();
  });

  it('leaves no session and no login behind, whatever the outcome', async () => {
    const identity = await identityOf(reader, mainToken.label, ids.ec);
    await fault.reset();
    await signAndVerify(reader, identity, mainToken.pin, 'ES256');
    expect(await fault.calls()).toEqual(['open', 'login', 'sign', 'logout', 'close']);
    await fault.reset();
    await reader.sign(identity, bytes('000000'), 'ES256', bytes('input'));
    expect(await fault.calls()).toEqual(['open', 'login', 'close']);
  });

  it('lives no longer than the PIN it was told', async () => {
    const identity = await identityOf(reader, mainToken.label, ids.ec);
    expect(host.alive.size).toBe(1);
    const [before] = host.alive;
    await signAndVerify(reader, identity, mainToken.pin, 'ES256');
    await vi.waitFor(() => expect(host.alive.has(before ?? 0)).toBe(false), 3000);
    await signAndVerify(reader, identity, mainToken.pin, 'ES256');
    expect(host.started).toBe(2);
  });

  it('asks no locked token for anything', async () => {
    await fault.set('tries', 0);
    expect(await sign(ids.ec)).toEqual({ ok: false, code: 'token.pin-locked', tries: 'locked' });
    expect(await fault.calls()).not.toContain('login');
  });

  it('may print what it likes', async () => {
    await fault.set('noise');
    expect((await reader.list()).identities).toHaveLength(4);
    expect(await sign(ids.ec)).toMatchObject({ ok: true });
  });

  it('is left alone with an RSA key when it has no PSS', async () => {
    await fault.set('no-pss');
    const identity = await identityOf(reader, mainToken.label, ids.rsa);
    expect(identity.algorithms).toEqual(['RS256']);
    await signAndVerify(reader, identity, mainToken.pin, 'RS256');
  });

  it('that may sign nothing lists certificates that cannot be used', async () => {
    await fault.set('no-sign');
    const { identities } = await reader.list();
    expect(identities.map(({ algorithms }) => algorithms)).toEqual([[], [], [], []]);
    expect(await sign(ids.ec)).toEqual({ ok: false, code: 'token.cannot-sign' });
  });

  it('whose token is pulled while it is read has no certificates, and says why', async () => {
    await fault.set('pull-at', 'list');
    expect(await reader.list()).toMatchObject({ identities: [], failures: [{ code: 'token.removed' }] });
    await fault.reset();
    expect((await reader.list()).identities).toHaveLength(4);
  });

  it('is waited for when the token thinks for a while', async () => {
    await fault.set('slow-login', 300);
    await fault.set('slow-sign', 300);
    expect(await sign(ids.rsa, 'PS256')).toMatchObject({ ok: true });
  });

  it.each(['slow-login', 'slow-sign'] as const)(
    'is ended when it hangs (%s), and works the next time',
    async (what) => {
      await reader.close();
      reader = open({ sign: 2000 });
      await fault.set(what, 60_000);
      expect(await sign(ids.ec)).toEqual(moduleFailed);
      await fault.reset();
      expect(await sign(ids.ec)).toMatchObject({ ok: true });
    },
  );

  it('has its own time when the PIN is entered on the reader', async () => {
    await reader.close();
    reader = open({ sign: 50, pinOnReader: 5000 });
    await fault.set('reader-pin', mainToken.pin);
    await fault.set('slow-login', 600);
    const identity = await identityOf(reader, mainToken.label, ids.ec);
    expect(await reader.sign(identity, null, 'ES256', bytes('input'))).toMatchObject({ ok: true });
  });

  it('is ended when it hangs at listing, and works the next time', async () => {
    await reader.close();
    reader = open({ list: 3000 });
    await fault.set('hang-slots');
    const failures = [{ module: 'faulty', code: 'token.module-failed' }];
    expect(await reader.list()).toEqual({ identities: [], failures });
    await fault.reset();
    expect((await reader.list()).identities).toHaveLength(4);
  });

  it('is ended when it hangs while it is only watched, and watched again', async () => {
    await reader.close();
    reader = open({ list: 3000 });
    await reader.list();
    const stop = reader.watch(() => undefined);
    const [before] = host.alive;
    await fault.set('hang-slots');
    await vi.waitFor(() => expect(host.alive.has(before ?? 0)).toBe(false), 8000);
    await fault.reset();
    const changed = vi.fn();
    reader.watch(changed);
    await vi.waitFor(() => expect(host.started).toBeGreaterThan(1), 3000);
    await fault.set('removed');
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
    stop();
  });

  it('crashes alone, and is started again', async () => {
    await fault.set('crash-sign');
    expect(await sign(ids.ec)).toEqual(moduleFailed);
    await fault.reset();
    expect(await sign(ids.ec)).toMatchObject({ ok: true });
  });

  it('is not started again and again', async () => {
    const identity = await identityOf(reader, mainToken.label, ids.ec);
    await fault.set('crash-sign');
    for (let attempt = 0; attempt < 6; attempt += 1) {
      expect(await reader.sign(identity, bytes(mainToken.pin), 'ES256', bytes('input'))).toEqual(moduleFailed);
    }
    expect(host.started).toBe(4);
    await fault.reset();
    expect((await reader.list()).failures).toEqual([{ module: 'faulty', code: 'token.module-failed' }]);
  });

  it('gets another chance after a while', async () => {
    await reader.close();
    let now = 0;
    reader = new ModuleTokenReader({
      modules: [testModule('faulty', fault.module)],
      host,
      timing: { ...quickTiming, restarts: { max: 0, per: 60_000 } },
      monotonic: () => now,
    });
    await fault.set('crash-sign');
    expect(await sign(ids.ec)).toEqual(moduleFailed);
    await fault.reset();
    expect((await reader.list()).failures).toHaveLength(1);
    now = 60_001;
    expect((await reader.list()).failures).toEqual([]);
  });

  it.each([
    ['token', [{ module: 'faulty', code: 'token.module-failed' }]],
    ['certificate', []],
    // As when all tokens were pulled between two calls.
    ['slots', []],
    ['error', [{ module: 'faulty', code: 'token.module-failed' }]],
  ] as const)('that answers garbage (%s) shows nothing, and works afterwards', async (what, failures) => {
    await fault.set('garbage', what);
    const listing = await reader.list();
    expect(listing.identities).toEqual([]);
    expect(listing.failures).toEqual(failures);
    await fault.reset();
    expect((await reader.list()).identities).toHaveLength(4);
  });

  it('that answers garbage for a signature has failed', async () => {
    await fault.set('garbage', 'signature');
    expect(await sign(ids.ec)).toEqual(moduleFailed);
    expect(await sign(ids.rsa, 'PS256')).toEqual(moduleFailed);
  });

  it('whose token is put back before the next look is noticed all the same', async () => {
    const identity = await identityOf(reader, mainToken.label, ids.ec);
    await fault.set('pull-at', 'sign');
    expect(await reader.sign(identity, bytes(mainToken.pin), 'ES256', bytes('input'))).toMatchObject({
      code: 'token.removed',
    });
    await fault.reset();
    const changed = vi.fn();
    const stop = reader.watch(changed);
    await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1), 5000);
    stop();
  });

  it('does not stop the others', async () => {
    await reader.close();
    reader = new ModuleTokenReader({
      modules: [testModule('faulty', fault.module), testModule('gone', `${fault.module}.gone`)],
      host,
      timing: quickTiming,
    });
    const { identities, failures } = await reader.list();
    expect(identities).toHaveLength(4);
    expect(failures).toEqual([{ module: 'gone', code: 'token.module-missing' }]);
    expect(identities.map(({ token }) => token.label)).toContain(secondToken.label);
  });
});
