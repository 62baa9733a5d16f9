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

const given = { permitted: true, needed: true };
const notPermitted = { ...given, permitted: false };

describe('業務 × 口座', () => {
  it('allows everything on an account for daily use', () => {
    for (const service of serviceIds)
      for (const type of accountTypes.filter((candidate) => candidate !== 'time'))
        expect(unavailability(service, account({ type }), given)).toBeNull();
  });

  it('knows a balance of 定期 and nothing else', () => {
    for (const service of serviceIds)
      expect(unavailability(service, account({ type: 'time' }), given)).toBe(
        service === 'balance' ? null : 'time-deposit',
      );
  });

  it('allows nothing on an account of a kind that the TPP does not use', () => {
    for (const service of serviceIds)
      expect(unavailability(service, account(), { ...given, needed: false })).toBe('type-not-needed');
  });

  it('says the reason that lasts longest first', () => {
    const locked = account({ closed: true, type: 'time', pin: 'locked' });
    const nothing = { permitted: false, needed: false };
    expect(unavailability('transactions', locked, nothing)).toBe('closed');
    expect(unavailability('transactions', { ...locked, closed: false }, nothing)).toBe('time-deposit');
    expect(unavailability('balance', { ...locked, closed: false }, nothing)).toBe('type-not-needed');
    expect(unavailability('balance', { ...locked, closed: false }, notPermitted)).toBe('no-permission');
    expect(unavailability('balance', { ...locked, closed: false }, given)).toBe('pin-locked');
  });

  it('lets an account without a PIN on file be chosen: 手順3 says what is missing', () => {
    expect(unavailability('balance', account({ pin: 'none-on-file' }), given)).toBeNull();
    expect(unavailability('balance', account({ pin: 'unregistered' }), given)).toBeNull();
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
