import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FiledPin } from '../../../server/bank/pin-state.ts';
import { allowedCommands } from '../../../server/consent/allowed.ts';
import { accountsOf, leftOut, preselection } from '../../../server/consent/choice.ts';
import type { FlowEvent } from '../../../server/consent/events.ts';
import type { Facts } from '../../../server/consent/facts.ts';
import { advance } from '../../../server/consent/machine.ts';
import { progressOf } from '../../../server/consent/progress.ts';
import { isOver, type FlowState } from '../../../server/consent/state.ts';
import type { ServiceId } from '../../../server/contract/catalogue.ts';

const memberId = 'taro';
const accountIds = ['account-a', 'account-b', 'account-c'];

type World = {
  readonly fixed?: boolean;
  readonly pins?: readonly FiledPin[];
  readonly closed?: readonly string[];
  /** Accounts of a kind that the TPP does not use. */
  readonly otherKind?: readonly string[];
};

function factsOf({
  fixed = false,
  pins = ['registered', 'unregistered', 'unregistered'],
  closed = [],
  otherKind = [],
}: World = {}): Facts {
  const filed = new Map(accountIds.map((id, index) => [id, pins[index] ?? 'none-on-file'] as const));
  const offer = (service: ServiceId, kind: 'inquiry' | 'update') => ({
    service,
    kind,
    accounts: accountIds.map((account) => ({
      account,
      unavailable: closed.includes(account)
        ? ('closed' as const)
        : otherKind.includes(account)
          ? ('type-not-needed' as const)
          : filed.get(account) === 'locked'
            ? ('pin-locked' as const)
            : null,
    })),
  });
  return {
    fixedServices: fixed,
    offers: [offer('balance', 'inquiry'), offer('bulk-transfer', 'update')],
    pins: filed,
    intentVersion: '1',
  };
}

/** Plays events; throws at the first refusal. */
function play(events: readonly FlowEvent[], facts: Facts, start: FlowState = { at: 'certificate' }): FlowState {
  return events.reduce<FlowState>((state, event) => {
    const next = advance(state, event, facts);
    if (!next.ok) throw new Error(`${event.kind} at ${state.at}: ${next.code}`);
    return next.state;
  }, start);
}

const login: readonly FlowEvent[] = [{ kind: 'certificate-accepted', memberId }, { kind: 'password-accepted' }];
const choose = (...accounts: string[]): FlowEvent => ({
  kind: 'choose-services',
  permissions: [{ service: 'balance', accounts }],
});
const permit: FlowEvent = { kind: 'permit', intentVersion: '1' };

describe('手順1 to 5', () => {
  it('asks for a PIN only where one can still be registered', () => {
    expect(play([...login, choose('account-a')], factsOf()).at).toBe('consent');
    expect(play([...login, choose('account-a', 'account-b')], factsOf()).at).toBe('inquiryPin');
  });

  it('passes 手順2 over for a TPP with a fixed set, which gets everything that is available', () => {
    const state = play(login, factsOf({ fixed: true, pins: ['registered', 'registered', 'locked'] }));
    expect(state).toMatchObject({
      at: 'consent',
      chosen: [
        { service: 'balance', accounts: ['account-a', 'account-b'] },
        { service: 'bulk-transfer', accounts: ['account-a', 'account-b'] },
      ],
    });
  });

  it('stops where nothing can be allowed', () => {
    const why = { at: 'stopped', code: 'authorization.no-account' };
    expect(play(login, factsOf({ closed: accountIds }))).toMatchObject(why);
    // Of accounts that are locked he is told so, whatever the others are.
    for (const closed of [[], accountIds.slice(0, 2)])
      expect(play(login, factsOf({ closed, pins: ['locked', 'locked', 'locked'] }))).toMatchObject({
        at: 'stopped',
        code: 'pin.locked',
      });
    expect(play(login, factsOf({ fixed: true, pins: ['none-on-file', 'none-on-file', 'locked'] }))).toMatchObject({
      at: 'stopped',
      code: 'pin.none-on-file',
    });
  });

  it('lets him go on without a PIN only when one chosen account is registered', () => {
    const waiting = play([...login, choose('account-b')], factsOf());
    expect(advance(waiting, { kind: 'skip-inquiry-pin' }, factsOf())).toEqual({ ok: false, code: 'flow.not-allowed' });
    const mixed = play([...login, choose('account-a', 'account-b'), { kind: 'skip-inquiry-pin' }], factsOf());
    expect(mixed.at).toBe('consent');
    expect('chosen' in mixed && leftOut(mixed.chosen, factsOf())).toEqual(['account-b']);
    expect(play([permit], factsOf(), mixed)).toEqual({
      at: 'permitted',
      memberId,
      permissions: [{ service: 'balance', accounts: ['account-a'] }],
    });
  });

  it('registers one account after the other', () => {
    const before = play([...login, choose('account-b', 'account-c')], factsOf());
    const oneMore = factsOf({ pins: ['registered', 'registered', 'unregistered'] });
    const result = play([{ kind: 'pin-registered', account: 'account-b' }], oneMore, before);
    expect(result).toMatchObject({ at: 'inquiryPinResult', registeredNow: ['account-b'] });
    expect(allowedCommands(result, oneMore, 0)).toEqual(['confirm-result', 'register-another', 'back', 'cancel']);
    expect(play([{ kind: 'register-another' }], oneMore, result).at).toBe('inquiryPin');
    const all = factsOf({ pins: ['registered', 'registered', 'registered'] });
    expect(allowedCommands(result, all, 0)).toEqual(['confirm-result', 'back', 'cancel']);
  });

  it('does not believe a registration that is not in the books', () => {
    const before = play([...login, choose('account-b')], factsOf());
    expect(advance(before, { kind: 'pin-registered', account: 'account-b' }, factsOf())).toEqual({
      ok: false,
      code: 'pin.account-not-eligible',
    });
  });

  it('keeps the choice on the way back', () => {
    const consent = play([...login, choose('account-a', 'account-b'), { kind: 'skip-inquiry-pin' }], factsOf());
    const pin = play([{ kind: 'back' }], factsOf(), consent);
    expect(pin.at).toBe('inquiryPin');
    expect(play([{ kind: 'back' }], factsOf(), pin)).toMatchObject({
      at: 'services',
      chosen: [{ service: 'balance', accounts: ['account-a', 'account-b'] }],
    });
  });

  it('stops a fixed set whose last account was locked meanwhile, but lets a choice be changed', () => {
    const fixed = { fixed: true, pins: ['unregistered', 'none-on-file', 'none-on-file'] as const };
    const waiting = play(login, factsOf(fixed));
    expect(waiting.at).toBe('inquiryPin');
    const now = { pins: ['locked', 'none-on-file', 'none-on-file'] as const };
    expect(play([{ kind: 'pin-locked' }], factsOf({ ...now, fixed: true }), waiting)).toMatchObject({
      at: 'stopped',
      code: 'pin.locked',
      from: 'inquiryPin',
    });
    const chosen = play([...login, choose('account-a')], factsOf({ pins: fixed.pins }));
    const after = play([{ kind: 'pin-locked' }], factsOf(now), chosen);
    expect(allowedCommands(after, factsOf(now), 1)).toEqual(['back', 'extend', 'cancel']);
  });

  it('grants what the books say at the end, not what was chosen before', () => {
    const consent = play([...login, choose('account-a')], factsOf());
    expect(advance(consent, permit, factsOf({ closed: ['account-a'] }))).toEqual({
      ok: false,
      code: 'authorization.nothing-selected',
    });
    expect(advance(consent, { kind: 'permit', intentVersion: '0' }, factsOf())).toEqual({
      ok: false,
      code: 'flow.conflict',
    });
  });

  it('refuses a choice beyond the offer', () => {
    const state = play(login, factsOf({ closed: ['account-c'] }));
    const facts = factsOf({ closed: ['account-c'] });
    const ask = (permissions: { service: ServiceId; accounts: string[] }[]) =>
      advance(state, { kind: 'choose-services', permissions }, facts);
    expect(ask([])).toEqual({ ok: false, code: 'authorization.nothing-selected' });
    expect(ask([{ service: 'payroll', accounts: ['account-a'] }])).toEqual({ ok: false, code: 'request.invalid' });
    expect(ask([{ service: 'balance', accounts: ['account-c'] }])).toEqual({
      ok: false,
      code: 'pin.account-not-eligible',
    });
    expect(ask([{ service: 'balance', accounts: ['account-a', 'account-a'] }])).toEqual({
      ok: false,
      code: 'request.invalid',
    });
  });

  it('takes no account of a kind that the TPP does not use, and asks for no PIN of it', () => {
    const facts = factsOf({ otherKind: ['account-b', 'account-c'] });
    expect(preselection(facts)).toEqual([{ service: 'balance', accounts: ['account-a'] }]);
    const state = play(login, facts);
    expect(advance(state, choose('account-a', 'account-b'), facts)).toEqual({
      ok: false,
      code: 'pin.account-not-eligible',
    });
    expect(play([choose('account-a')], facts, state).at).toBe('consent');
    expect(play(login, factsOf({ fixed: true, otherKind: ['account-b', 'account-c'] }))).toMatchObject({
      at: 'consent',
      chosen: [
        { service: 'balance', accounts: ['account-a'] },
        { service: 'bulk-transfer', accounts: ['account-a'] },
      ],
    });
    for (const fixed of [true, false])
      expect(play(login, factsOf({ fixed, otherKind: accountIds }))).toMatchObject({
        at: 'stopped',
        code: 'authorization.no-account',
      });
  });

  it('names the step that was left', () => {
    const stopped = play([{ kind: 'login-stopped', memberId, code: 'login.locked' }], factsOf());
    expect(allowedCommands(stopped, factsOf(), 2)).toEqual(['cancel']);
    expect(play([{ kind: 'cancel', timedOut: false }], factsOf(), stopped)).toEqual({
      at: 'cancelled',
      from: 'certificate',
      timedOut: false,
    });
  });

  it('shows on the rail what was done, and what was passed over', () => {
    const consent = play([...login, choose('account-a')], factsOf());
    expect(progressOf(consent, false).map(({ state }) => state)).toEqual([
      'done',
      'done',
      'skipped',
      'skipped',
      'current',
    ]);
    expect(progressOf({ at: 'certificate' }, true).map(({ state }) => state)).toEqual([
      'current',
      'skipped',
      'todo',
      'todo',
      'todo',
    ]);
  });
});

describe('any sequence of events', () => {
  const account = fc.constantFrom(...accountIds);
  const event: fc.Arbitrary<FlowEvent> = fc.oneof(
    fc.constantFrom<FlowEvent>(
      { kind: 'certificate-accepted', memberId },
      { kind: 'login-stopped', memberId, code: 'login.locked' },
      { kind: 'password-accepted' },
      { kind: 'secret-refused' },
      { kind: 'pin-locked' },
      { kind: 'skip-inquiry-pin' },
      { kind: 'confirm-result' },
      { kind: 'register-another' },
      { kind: 'back' },
      { kind: 'refuse' },
      permit,
      { kind: 'permit', intentVersion: 'old' },
    ),
    account.map((id): FlowEvent => ({ kind: 'pin-registered', account: id })),
    fc
      .record({
        service: fc.constantFrom<ServiceId>('balance', 'bulk-transfer', 'payroll'),
        accounts: fc.uniqueArray(account, { minLength: 1 }),
      })
      .map((permission): FlowEvent => ({ kind: 'choose-services', permissions: [permission] })),
  );
  const pin = fc.constantFrom<FiledPin>('registered', 'unregistered', 'locked', 'none-on-file');
  const world = fc.record({
    fixed: fc.boolean(),
    pins: fc.tuple(pin, pin, pin),
    closed: fc.subarray(accountIds),
    otherKind: fc.subarray(accountIds),
  });
  /** The books may change between any two events. */
  const story = fc.array(fc.tuple(event, world), { maxLength: 25 });

  it('never permits without certificate and password, nor anything that is not on offer and registered', () => {
    fc.assert(
      fc.property(story, (steps) => {
        let state: FlowState = { at: 'certificate' };
        let proven = false;
        let known = false;
        for (const [happened, now] of steps) {
          const facts = factsOf(now);
          const before = state;
          const next = advance(state, happened, facts);
          if (!next.ok) continue;
          state = next.state;
          expect(isOver(before)).toBe(false);
          if (happened.kind === 'certificate-accepted') proven = true;
          if (happened.kind === 'password-accepted') known = true;
          if (state.at === 'permitted') {
            expect(proven && known).toBe(true);
            expect(before.at).toBe('consent');
            for (const { service, accounts } of state.permissions) {
              const offer = facts.offers.find((candidate) => candidate.service === service);
              for (const id of accounts) {
                expect(offer?.accounts.find((entry) => entry.account === id)?.unavailable).toBeNull();
                expect(facts.pins.get(id)).toBe('registered');
              }
            }
            expect('chosen' in before && accountsOf(before.chosen)).toEqual(
              expect.arrayContaining(accountsOf(state.permissions)),
            );
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('always leaves a way out until it is over, and offers no command that the machine would refuse as out of place', () => {
    const plain = ['skip-inquiry-pin', 'confirm-result', 'register-another', 'back', 'refuse', 'permit'] as const;
    fc.assert(
      fc.property(story, world, (steps, last) => {
        let state: FlowState = { at: 'certificate' };
        for (const [happened, now] of steps) {
          const next = advance(state, happened, factsOf(now));
          if (next.ok) state = next.state;
        }
        const facts = factsOf(last);
        const allowed = allowedCommands(state, facts, 0);
        expect(allowed.includes('cancel')).toBe(!isOver(state));
        for (const kind of plain) {
          const next = advance(state, kind === 'permit' ? permit : { kind }, facts);
          expect(allowed.includes(kind)).toBe(next.ok);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
