import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardLimits } from '../../../server/bank/api/limits.ts';
import { mostRows } from '../../../server/bank/api/contract/payment-data.ts';
import { halfWidthText } from '../../../server/bank/api/contract/zengin.ts';
import { examine } from '../../../server/bank/submissions/examine.ts';

/** A Wednesday in Japan. */
const now = new Date('2026-06-10T03:00:00Z');

const payee = { bankCode: '0001', branchCode: '001', accountType: 'ordinary', accountNumber: '1234567', name: 'ﾀﾅｶ' };
const rows = fc.array(
  fc.record({
    payee: fc.record({
      bankCode: fc.stringMatching(/^\d{4}$/),
      branchCode: fc.stringMatching(/^\d{3}$/),
      accountType: fc.constantFrom('ordinary', 'current', 'savings', 'other'),
      accountNumber: fc.stringMatching(/^\d{7}$/),
      name: fc.stringMatching(/^[ｱ-ﾝA-Z0-9().\-/,｢｣ ]{1,30}$/u),
    }),
    amount: fc.integer({ min: 1, max: 9_999_999_999 }),
  }),
  { minLength: 1, maxLength: 20 },
);
const envelope = (list: readonly { readonly amount: number }[]) => ({
  requestedOn: '2026-06-15',
  control: { rows: list.length, total: list.reduce((sum, { amount }) => sum + amount, 0) },
  rows: list,
});

describe('payment data', () => {
  it('without a mistake is accepted, whatever it says', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { report, data } = examine('bulk-transfer', envelope(list), standardLimits, now);
        return report.errors.length === 0 && data?.rows === list.length && data.total === report.total;
      }),
    );
  });

  it('with one mistake anywhere is refused, and the mistake is found where it is', () => {
    const mistakes = [
      [{ payee, amount: -1 }, 'amount'],
      [{ payee: { ...payee, branchCode: '1' }, amount: 1 }, 'payee.branchCode'],
      [{ payee: { ...payee, name: 'ﾀﾅｶ太郎' }, amount: 1 }, 'payee.name'],
      [{ payee: { ...payee, name: '' }, amount: 1 }, 'payee.name'],
      [{ amount: 1 }, 'payee'],
    ] as const;
    fc.assert(
      fc.property(rows, fc.nat(), fc.constantFrom(...mistakes), (list, at, [wrong, field]) => {
        const place = at % (list.length + 1);
        const spoilt = [...list.slice(0, place), wrong, ...list.slice(place)];
        const body = { ...envelope(list), control: { rows: spoilt.length, total: 1 }, rows: spoilt };
        const { report, data } = examine('bulk-transfer', body, standardLimits, now);
        return (
          data === undefined &&
          report.errors.length === 1 &&
          report.errors[0]?.row === place + 1 &&
          report.errors[0].field === field
        );
      }),
    );
  });

  it('never makes the examination fail, whatever is sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('payroll', 'direct-debit', 'tax-payment'), (body, service) => {
        const { report, data } = examine(service, body, standardLimits, now);
        return data === undefined && report.errors.length > 0;
      }),
    );
  });

  it.each([
    ['2026-06-10', 'too-early'],
    ['2026-06-11', null],
    ['2026-06-13', 'not-a-business-day'],
    ['2026-06-14', 'not-a-business-day'],
    ['2026-08-07', null],
    ['2026-08-10', 'too-late'],
  ] as const)('for %s on 10 June: %s', (requestedOn, code) => {
    const body = { ...envelope([{ payee, amount: 1 } as { amount: number }]), requestedOn };
    const { errors } = examine('bulk-transfer', body, standardLimits, now).report;
    expect(errors.map((each) => each.code)).toEqual(code === null ? [] : [code]);
  });

  it('counts days in Japan: late in the evening of UTC it is tomorrow', () => {
    const evening = new Date('2026-06-10T20:00:00Z');
    const body = { ...envelope([{ payee, amount: 1 } as { amount: number }]), requestedOn: '2026-06-11' };
    expect(examine('bulk-transfer', body, standardLimits, evening).report.errors[0]?.code).toBe('too-early');
  });

  it(`has ${mostRows} rows at most`, () => {
    const list = Array.from({ length: mostRows + 1 }, () => ({ payee, amount: 1 }));
    expect(examine('bulk-transfer', envelope(list), standardLimits, now).data).toBeUndefined();
  });
});

describe('a half-width name', () => {
  it.each(['ｶ)ﾔﾏﾅﾐｺｳﾑﾃﾝ', 'ABC-1 (ﾄｳｷﾖｳ)', 'ｶﾞｷﾞﾊﾟ', 'ｦ', '｢A｣/.,'])('may be %s', (name) => {
    expect(halfWidthText(30).safeParse(name).success).toBe(true);
  });
  it.each(['カ)ヤマナミ', 'ｷｬ', 'abc', 'ﾀﾅｶ太郎', 'ﾀｰ', 'A_B', 'A\n', '１２', ''])('may not be %j', (name) => {
    expect(halfWidthText(30).safeParse(name).success).toBe(false);
  });
});
