import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAudit } from '../../../server/audit/audit.ts';
import { readTrail } from '../../../server/audit/read-trail.ts';
import { grantedDetail, limitedTo } from '../../../server/authorization/details.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import type { Permission } from '../../../server/contract/catalogue.ts';
import { abandonLinks, pendingFor } from '../../../server/links/expire.ts';
import { reduction } from '../../../server/links/reduction.ts';
import { advanceSession, allowedInSession, type SessionState } from '../../../server/links/session/state.ts';
import { daysUntil, statusOf } from '../../../server/links/view.ts';
import { createLogger } from '../../../server/operations/logger.ts';
import { createMetrics } from '../../../server/operations/metrics.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { standingClock } from './clock.ts';
import { smallBank } from './small-bank.ts';

const permission = (service: Permission['service'], ...accounts: string[]): Permission => ({ service, accounts });

describe('縮小', () => {
  const standing = [permission('balance', 'a', 'b'), permission('transactions', 'a')];

  it('keeps the order of what stood', () => {
    expect(reduction(standing, [permission('transactions', 'a'), permission('balance', 'b')])).toEqual({
      ok: true,
      permissions: [permission('balance', 'b'), permission('transactions', 'a')],
    });
    expect(reduction(standing, [permission('balance', 'b', 'a')])).toEqual({
      ok: true,
      permissions: [permission('balance', 'a', 'b')],
    });
  });

  it.each([
    ['the same in another order', [permission('transactions', 'a'), permission('balance', 'b', 'a')]],
    ['an account of another service', [permission('transactions', 'b')]],
    ['less here and more there', [permission('balance', 'c')]],
    ['an unknown service', [permission('payroll', 'a')]],
    ['an account twice', [permission('balance', 'a', 'a')]],
  ])('refuses %s', (_what, wanted) => {
    expect(reduction(standing, wanted)).toEqual({ ok: false, code: 'request.invalid' });
  });

  it('a token says no more than the link', () => {
    const granted = grantedDetail(standing, '2026-10-06');
    expect(limitedTo(granted, [permission('balance', 'b', 'c')])?.permissions).toEqual([permission('balance', 'b')]);
    expect(limitedTo(granted, [permission('payroll', 'a')])).toBeUndefined();
    expect(limitedTo({ ...granted, permissions: [permission('balance', 'a')] }, standing)?.permissions).toEqual([
      permission('balance', 'a'),
    ]);
  });
});

describe('a link’s last day is one in Japan', () => {
  const evening = new Date('2026-07-08T14:59:59Z');
  const midnight = new Date('2026-07-08T15:00:00Z');

  it('and counts', () => {
    expect([daysUntil('2026-07-08', evening), daysUntil('2026-07-10', evening)]).toEqual([0, 2]);
    expect([daysUntil('2026-07-08', midnight), daysUntil('2026-07-10', midnight)]).toEqual([0, 1]);
  });

  it('after it the link has ended, whatever the books say yet', () => {
    const link = { status: 'active', ends_on: '2026-07-08' } as const;
    expect([statusOf(link, evening), statusOf(link, midnight)]).toEqual(['active', 'ended']);
    expect(statusOf({ ...link, status: 'pending' }, midnight)).toBe('ended');
    expect(statusOf({ ...link, status: 'ended' }, evening)).toBe('ended');
  });
});

describe('a links session', () => {
  const memberId = 'taro';
  const certificate: SessionState = { at: 'certificate' };
  const password: SessionState = { at: 'password', memberId };
  const open: SessionState = { at: 'open', memberId };
  const stopped: SessionState = { at: 'stopped', memberId, code: 'login.locked' };
  const refused = { ok: false, code: 'flow.not-allowed' };

  it('goes certificate, password, open; or stops before it is open', () => {
    expect(advanceSession(certificate, { kind: 'certificate-accepted', memberId })).toEqual({
      ok: true,
      state: password,
    });
    expect(advanceSession(password, { kind: 'password-accepted' })).toEqual({ ok: true, state: open });
    expect(advanceSession(password, { kind: 'secret-refused' })).toEqual({ ok: true, state: password });
    for (const state of [certificate, password])
      expect(advanceSession(state, { kind: 'login-stopped', memberId, code: 'login.locked' })).toEqual({
        ok: true,
        state: stopped,
      });
  });

  it('skips nothing and goes back nowhere', () => {
    const events = [
      { kind: 'certificate-accepted', memberId: 'other' },
      { kind: 'password-accepted' },
      { kind: 'secret-refused' },
      { kind: 'login-stopped', memberId, code: 'login.locked' },
    ] as const;
    for (const state of [open, stopped])
      for (const event of events) expect(advanceSession(state, event)).toEqual(refused);
    expect(advanceSession(certificate, { kind: 'password-accepted' })).toEqual(refused);
    expect(advanceSession(certificate, { kind: 'secret-refused' })).toEqual(refused);
    expect(advanceSession(password, { kind: 'certificate-accepted', memberId: 'other' })).toEqual(refused);
  });

  it('is no step of a consent, for those who count them', async () => {
    const metrics = createMetrics({ process: false });
    const event = { kind: 'password.accepted', actor: 'member:taro', data: {} } as const;
    metrics.observeEvent({ ...event, subject: 'session:one' });
    const counted = /^renkei_flow_steps_total\{.*step="password"/m;
    expect((await metrics.exposition()).text).not.toMatch(counted);
    metrics.observeEvent({ ...event, subject: 'flow:one' });
    expect((await metrics.exposition()).text).toMatch(counted);
  });

  it('may be closed at any time, made longer as often as the bank allows', () => {
    expect(allowedInSession(certificate, 1)).toEqual(['extend', 'close']);
    expect(allowedInSession(password, 0)).toEqual(['submit-password', 'close']);
    expect(allowedInSession(open, 0)).toEqual(['close']);
    expect(allowedInSession(stopped, 2)).toEqual(['close']);
  });
});

describe('links that nobody fetched', () => {
  let database: Database;
  const clock = standingClock('2026-07-08T01:30:00Z');
  const now = clock.now();
  beforeEach(async () => {
    database = await openDatabase(':memory:');
    await seedBank(database, smallBank());
  });
  afterEach(() => database.destroy());

  async function add(grantId: string, status: 'pending' | 'active', decidedAt: number): Promise<void> {
    const flow = { id: grantId, cid: grantId, par_id: grantId, client_id: 'mirai', request_json: '{}' };
    const over = { state_json: '{}', revision: 0, extensions_used: 0, ends_at: 0, created_at: 0 };
    await database
      .insertInto('flows')
      .values({ ...flow, ...over })
      .execute();
    const whose = { grant_id: grantId, flow_id: grantId, member_id: 'taro', client_id: 'mirai' };
    const what = { permissions_json: '[]', ends_on: '2026-10-06', intent_version: '1', decided_at: decidedAt };
    await database
      .insertInto('links')
      .values({ ...whose, ...what, status })
      .execute();
  }

  it('end when no code for them can live any more, once, and the trail says so', async () => {
    await add('old', 'pending', now.getTime() - pendingFor);
    await add('young', 'pending', now.getTime() - pendingFor + 1);
    await add('stands', 'active', 0);
    const audit = createAudit({ database, clock, log: createLogger('silent') });
    expect(await abandonLinks(database, audit, now)).toBe(1);
    expect(await abandonLinks(database, audit, now)).toBe(0);
    const ended = await database
      .selectFrom('links')
      .select(['grant_id', 'ended_reason', 'ended_by'])
      .where('status', '=', 'ended')
      .execute();
    expect(ended).toEqual([{ grant_id: 'old', ended_reason: 'abandoned', ended_by: 'tpp' }]);
    const kinds: string[] = [];
    for await (const { kind, subject } of readTrail(database)) kinds.push(`${kind} ${subject}`);
    expect(kinds).toEqual(['link.abandoned link:old']);
  });
});
