import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAudit } from '../../../server/audit/audit.ts';
import { checkPassword, passwordTriesLeft } from '../../../server/bank/passwords.ts';
import { registerPin } from '../../../server/bank/pins.ts';
import type { BankSeed } from '../../../server/bank/records.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import { unlockMember, type Unlocker } from '../../../server/bank/unlock.ts';
import { useProofNonce } from '../../../server/consent/proof-nonce.ts';
import { findFlow, openFlow } from '../../../server/consent/flow-store.ts';
import { defaultRateLimits } from '../../../server/http/rate-limit-config.ts';
import { createLimiter, forgetOldCounters } from '../../../server/http/rate-limit.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { sealFor } from '../../support/small-box.ts';
import { standingClock } from '../../unit/server/clock.ts';
import { smallBank } from '../../unit/server/small-bank.ts';

const log = pino({ level: 'silent' });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** The small bank with two 管理者 of the same contract, and a contract of strangers. */
function bank(): BankSeed {
  const seed = smallBank();
  const [taro] = seed.members;
  if (taro === undefined) throw new Error('nobody there');
  const as = (id: string, role: 'admin' | 'member', contractId = taro.contractId) => ({
    ...taro,
    id,
    role,
    contractId,
  });
  return {
    ...seed,
    members: [
      taro,
      as('boss', 'admin'),
      as('chief', 'admin'),
      as('jiro', 'member'),
      as('other', 'admin', 'contract-2'),
    ],
  };
}

describe.each(databases)('what is counted, on two nodes with $name', ({ create }) => {
  let place: TestDatabase;
  let one: Database;
  let two: Database;
  beforeAll(async () => {
    place = await create();
    one = await openDatabase(place.location);
    await seedBank(one, bank());
  });
  afterAll(() => place.drop());
  beforeEach(async () => {
    two = await openDatabase(place.location);
    await one.updateTable('members').set({ password_failures: 0, login_allowed: 1 }).execute();
  });
  afterEach(() => two.destroy());
  afterAll(() => one.destroy());

  const check = (node: Database, password: string, memberId = 'taro') =>
    checkPassword(node, memberId, bytes(password), 6);
  const lock = async (memberId: string): Promise<void> => {
    await times(6, () => check(one, 'wrong', memberId));
    expect(await passwordTriesLeft(two, memberId, 6)).toBe(0);
  };

  describe('ログインパスワード', () => {
    it('locks at the sixth error in a row, whichever node it was told to', async () => {
      for (const [index, triesLeft] of [5, 4, 3, 2, 1].entries()) {
        expect(await check(index % 2 === 0 ? one : two, 'wrong')).toEqual({ kind: 'wrong', triesLeft });
        expect(await passwordTriesLeft(index % 2 === 0 ? two : one, 'taro', 6)).toBe(triesLeft);
      }
      expect(await check(two, 'wrong')).toEqual({ kind: 'locked' });
      expect(await check(one, 'Sakura2026')).toEqual({ kind: 'locked' });
      const later = await openDatabase(place.location);
      expect(await check(later, 'Sakura2026')).toEqual({ kind: 'locked' });
      await later.destroy();
    });

    it('counts errors in a row only', async () => {
      for (let rounds = 0; rounds < 3; rounds += 1) {
        for (let tries = 0; tries < 5; tries += 1) await check(one, 'wrong');
        expect(await check(two, 'Sakura2026')).toEqual({ kind: 'right' });
      }
      expect(await passwordTriesLeft(one, 'taro', 6)).toBe(6);
    });

    it('gives no more tries to many at once', async () => {
      const attempts = await times(14, (index) => check(index % 2 === 0 ? one : two, 'wrong'));
      const left = attempts.flatMap((attempt) => (attempt.kind === 'wrong' ? [attempt.triesLeft] : []));
      expect(left.sort()).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('照会用暗証番号 locks at the third error, and only its own account', async () => {
    const clock = standingClock();
    const register = (node: Database, account: string, pin: string) => registerPin(node, clock, account, bytes(pin), 3);
    expect(await register(one, 'account-b', '0000')).toEqual({ kind: 'wrong', triesLeft: 2 });
    expect(await register(two, 'account-b', '0001')).toEqual({ kind: 'wrong', triesLeft: 1 });
    expect(await register(one, 'account-b', '0002')).toEqual({ kind: 'locked' });
    expect(await register(two, 'account-b', '1448')).toEqual({ kind: 'locked' });
    expect(await register(two, 'account-d', '1771')).toEqual({ kind: 'none-on-file' });
    expect(await register(two, 'account-a', '1012')).toEqual({ kind: 'already-registered' });
  });

  describe('unlocking', () => {
    const unlock = (memberId: string, by: Unlocker) =>
      unlockMember(
        { database: two, audit: createAudit({ database: two, clock: standingClock(), log }), tries: 6 },
        memberId,
        by,
      );
    const admin = (id: string): Unlocker => ({ kind: 'admin', id });
    const branch: Unlocker = { kind: 'branch', officer: 'kobayashi' };

    it('by the 管理者 of his contract lets a 利用者 try again, and is written down', async () => {
      await lock('taro');
      expect(await unlock('taro', admin('boss'))).toEqual({ ok: true, wasLocked: true });
      expect(await check(one, 'Sakura2026')).toEqual({ kind: 'right' });
      const last = await one.selectFrom('audit').selectAll().orderBy('sequence', 'desc').limit(1).executeTakeFirst();
      expect(last).toMatchObject({ kind: 'member.unlocked', actor: 'member:boss', subject: 'member:taro' });
    });

    it.each<[string, string, Unlocker, string]>([
      ['a 管理者 of another contract', 'taro', admin('other'), 'not-entitled'],
      ['another 利用者', 'taro', admin('jiro'), 'not-entitled'],
      ['himself', 'taro', admin('taro'), 'not-entitled'],
      ['nobody who exists', 'taro', admin('nobody'), 'not-entitled'],
      ['a 管理者 for a 管理者', 'boss', admin('chief'), 'branch-only'],
      ['a 管理者 for himself', 'boss', admin('boss'), 'branch-only'],
      ['the branch, for nobody who exists', 'nobody', branch, 'unknown-member'],
    ])('is refused: %s', async (_who, memberId, by, reason) => {
      if (memberId !== 'nobody') await lock(memberId);
      const before = await one.selectFrom('audit').select('sequence').execute();
      expect(await unlock(memberId, by)).toEqual({ ok: false, reason });
      if (memberId !== 'nobody') expect(await passwordTriesLeft(one, memberId, 6)).toBe(0);
      expect(await one.selectFrom('audit').select('sequence').execute()).toHaveLength(before.length);
    });

    it('is not for a 管理者 who is locked himself, or whose login the bank has stopped', async () => {
      await lock('taro');
      await lock('boss');
      expect(await unlock('taro', admin('boss'))).toEqual({ ok: false, reason: 'not-entitled' });
      await one.updateTable('members').set({ login_allowed: 0 }).where('id', '=', 'chief').execute();
      expect(await unlock('taro', admin('chief'))).toEqual({ ok: false, reason: 'not-entitled' });
    });

    it('of a 管理者 is the branch’s, which may unlock anybody', async () => {
      await lock('boss');
      expect(await unlock('boss', branch)).toEqual({ ok: true, wasLocked: true });
      expect(await unlock('taro', branch)).toEqual({ ok: true, wasLocked: false });
      expect(await check(one, 'Sakura2026', 'boss')).toEqual({ kind: 'right' });
    });
  });

  describe('a rate limit', () => {
    const limits = { ...defaultRateLimits, par: { count: 10, seconds: 60 } };
    const limiterAt = (database: Database, clock = standingClock(), told: string[] = []) =>
      createLimiter({
        database,
        clock,
        log,
        limits,
        onReached: (name, subject) => {
          told.push(`${name} ${subject}`);
          return Promise.resolve();
        },
      });

    it('is one for all nodes, and exact however many ask at once', async () => {
      const told: string[] = [];
      const [a, b] = [limiterAt(one, standingClock(), told), limiterAt(two, standingClock(), told)];
      const taken = await times(40, (index) => (index % 2 === 0 ? a : b).take('par', 'flood'));
      expect(taken.filter(({ ok }) => ok)).toHaveLength(10);
      expect(told).toEqual(['par flood']);
      expect(await a.take('par', 'somebody else')).toEqual({ ok: true });
      expect(await a.take('token', 'flood')).toEqual({ ok: true });
    });

    it('says when to come back, and then there is room', async () => {
      const clock = standingClock();
      const limiter = limiterAt(one, clock);
      await times(10, () => limiter.take('par', 'patient'));
      for (let rounds = 0; rounds < 5; rounds += 1) {
        const refused = await limiter.take('par', 'patient');
        if (refused.ok) throw new Error('the limit was not reached');
        clock.forward((refused.retryAfter - 1) * 1000);
        expect(await limiter.take('par', 'patient')).toMatchObject({ ok: false });
        clock.forward(1000);
        expect(await limiter.take('par', 'patient')).toEqual({ ok: true });
      }
    });

    it('gives nobody twice as much around the border of two slots', async () => {
      const clock = standingClock('2026-07-08T01:30:59Z');
      const limiter = limiterAt(one, clock);
      const before = await times(10, () => limiter.take('par', 'border'));
      clock.forward(1000);
      const after = await times(10, () => limiter.take('par', 'border'));
      expect([...before, ...after].filter(({ ok }) => ok)).toHaveLength(10);
    });

    it('leaves nothing behind once its time is over', async () => {
      const clock = standingClock();
      await limiterAt(one, clock).take('par', 'gone');
      clock.forward(60_000);
      await forgetOldCounters(one, clock.now().getTime());
      const rows = () => one.selectFrom('rate_limits').selectAll().where('subject', '=', 'gone').execute();
      expect(await rows()).toHaveLength(1);
      clock.forward(60_000);
      await forgetOldCounters(one, clock.now().getTime());
      expect(await rows()).toHaveLength(0);
    });
  });

  it('the nonce of a proof is used by one of fifty', async () => {
    const now = Date.now();
    const opened = await openFlow(one, {
      cid: 'cid',
      parId: 'par',
      clientId: 'mirai',
      request: { redirectUri: 'https://tpp.example.jp/callback', services: [], scope: '' },
      now,
      endsAt: now + 600_000,
      ticket: () => 'ticket',
      seal: sealFor,
    });
    expect(opened).toBe(true);
    const flow = await findFlow(one, 'cid');
    if (flow === undefined) throw new Error('no flow');
    const used = await times(50, (index) => useProofNonce(index % 2 === 0 ? one : two, flow));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect((await findFlow(two, 'cid'))?.proofAttempt).toBe(1);
  });
});
