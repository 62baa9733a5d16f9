import { describe, expect, it } from 'vitest';
import { isOpen } from '../../../server/bank/opening.ts';
import { readBankSettings, saveBankSetting, serviceHoursSchema } from '../../../server/bank/settings.ts';
import { openDatabase } from '../../../server/storage/database.ts';
import { standingClock } from './clock.ts';

const hours = serviceHoursSchema.parse({
  open: [
    { days: [1, 2, 3, 4, 5], from: '07:00', to: '23:00' },
    { days: [6], from: '08:00', to: '12:00' },
    { days: [6], from: '13:00', to: '24:00' },
  ],
  closedOn: ['2026-07-20'],
});
const open = (japan: string): boolean => isOpen(hours, new Date(`${japan}+09:00`));

describe('service hours', () => {
  it.each([
    // Wednesday
    ['2026-07-08T06:59:59', false],
    ['2026-07-08T07:00:00', true],
    ['2026-07-08T22:59:59', true],
    ['2026-07-08T23:00:00', false],
    // Saturday, two intervals, the second one until midnight
    ['2026-07-11T07:59:00', false],
    ['2026-07-11T11:59:00', true],
    ['2026-07-11T12:00:00', false],
    ['2026-07-11T23:59:59', true],
    // Sunday
    ['2026-07-12T00:00:00', false],
    ['2026-07-12T12:00:00', false],
    // Monday, 海の日
    ['2026-07-20T12:00:00', false],
    ['2026-07-21T12:00:00', true],
  ])('at %s in Japan: %s', (time, expected) => {
    expect(open(time)).toBe(expected);
  });

  it('are Japan’s, wherever the server is: Thursday morning there is Wednesday evening in UTC', () => {
    expect(isOpen(hours, new Date('2026-07-08T22:30:00Z'))).toBe(true);
    expect(isOpen(hours, new Date('2026-07-08T14:30:00Z'))).toBe(false);
  });

  it('may be none, and then it is always open', () => {
    expect(isOpen(null, new Date())).toBe(true);
  });

  it.each([
    { open: [{ days: [1], from: '23:00', to: '07:00' }] },
    { open: [{ days: [7], from: '07:00', to: '23:00' }] },
    { open: [{ days: [1], from: '7:00', to: '23:00' }] },
    { open: [{ days: [1], from: '07:00', to: '24:01' }] },
    { open: [], closedOn: ['2026-02-30'] },
  ])('are not %j', (value) => {
    expect(serviceHoursSchema.safeParse(value).success).toBe(false);
  });

  it('and an emergency stop are kept in the database; what cannot be read lets nobody in', async () => {
    const database = await openDatabase(':memory:');
    expect(await readBankSettings(database)).toEqual({ stopped: false, hours: null });
    await saveBankSetting(database, standingClock(), 'service-hours', hours);
    await saveBankSetting(database, standingClock(), 'emergency-stop', { stopped: true });
    await saveBankSetting(database, standingClock(), 'emergency-stop', { stopped: true });
    expect(await readBankSettings(database)).toEqual({ stopped: true, hours });
    await database.updateTable('bank_settings').set({ value_json: '{"stopped":"no"}' }).execute();
    await expect(readBankSettings(database)).rejects.toThrow();
    await database.destroy();
  });
});
