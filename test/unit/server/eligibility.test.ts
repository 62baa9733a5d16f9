import { describe, expect, it } from 'vitest';
import { unavailability, type Candidate } from '../../../server/bank/eligibility.ts';
import { filedPin } from '../../../server/bank/pin-state.ts';
import { accountTypes, serviceIds } from '../../../server/contract/catalogue.ts';

const account = (change: Partial<Candidate> = {}): Candidate => ({
  id: 'account-a',
  type: 'ordinary',
  closed: false,
  pin: 'registered',
  ...change,
});

describe('業務 × 口座', () => {
  it('allows everything on an account for daily use', () => {
    for (const service of serviceIds)
      for (const type of accountTypes.filter((candidate) => candidate !== 'time'))
        expect(unavailability(service, account({ type }), true)).toBeNull();
  });

  it('knows a balance of 定期 and nothing else', () => {
    for (const service of serviceIds)
      expect(unavailability(service, account({ type: 'time' }), true)).toBe(
        service === 'balance' ? null : 'time-deposit',
      );
  });

  it('says the reason that lasts longest first', () => {
    const locked = account({ closed: true, type: 'time', pin: 'locked' });
    expect(unavailability('transactions', locked, false)).toBe('closed');
    expect(unavailability('transactions', { ...locked, closed: false }, false)).toBe('time-deposit');
    expect(unavailability('balance', { ...locked, closed: false }, false)).toBe('no-permission');
    expect(unavailability('balance', { ...locked, closed: false }, true)).toBe('pin-locked');
  });

  it('lets an account without a PIN on file be chosen: 手順3 says what is missing', () => {
    expect(unavailability('balance', account({ pin: 'none-on-file' }), true)).toBeNull();
    expect(unavailability('balance', account({ pin: 'unregistered' }), true)).toBeNull();
  });
});

describe('照会用暗証番号 in the books', () => {
  const filed = (pinHash: string | null, pinRegisteredAt: string | null, pinFailures: number) =>
    filedPin({ pinHash, pinRegisteredAt, pinFailures }, 3);

  it('counts a registration first', () => {
    expect(filed('hash', '2026-01-01T00:00:00Z', 3)).toBe('registered');
    expect(filed(null, null, 3)).toBe('none-on-file');
    expect(filed('hash', null, 3)).toBe('locked');
    expect(filed('hash', null, 2)).toBe('unregistered');
  });
});
