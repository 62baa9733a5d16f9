import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPassword, passwordTriesLeft } from '../../../server/bank/passwords.ts';
import { registerPin } from '../../../server/bank/pins.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { smallBank } from './small-bank.ts';
import { standingClock } from './clock.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('secrets that lock', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase(':memory:');
    await seedBank(database, smallBank());
  });
  afterEach(() => database.destroy());

  it('counts wrong passwords in a row and locks at the sixth', async () => {
    const check = (password: string) => checkPassword(database, 'taro', bytes(password), 6);
    expect(await check('wrong')).toEqual({ kind: 'wrong', triesLeft: 5 });
    expect(await check('Sakura2026')).toEqual({ kind: 'right' });
    for (const triesLeft of [5, 4, 3, 2, 1]) expect(await check('wrong')).toEqual({ kind: 'wrong', triesLeft });
    expect(await check('wrong')).toEqual({ kind: 'locked' });
    expect(await check('Sakura2026')).toEqual({ kind: 'locked' });
    expect(await passwordTriesLeft(database, 'taro', 6)).toBe(0);
  });

  it('gives no more tries to many at once', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => checkPassword(database, 'taro', bytes('wrong'), 6)),
    );
    expect(attempts.filter(({ kind }) => kind === 'wrong')).toHaveLength(5);
  });

  it('treats an unknown ID like a locked one', async () => {
    expect(await checkPassword(database, 'nobody', bytes('wrong'), 6)).toEqual({ kind: 'locked' });
  });

  it('registers a PIN once, locks it at the third error, and knows when none is on file', async () => {
    const clock = standingClock();
    const register = (account: string, pin: string) => registerPin(database, clock, account, bytes(pin), 3);
    expect(await register('account-b', '0000')).toEqual({ kind: 'wrong', triesLeft: 2 });
    expect(await register('account-b', '1448')).toEqual({ kind: 'right' });
    expect(await register('account-b', '1448')).toEqual({ kind: 'already-registered' });
    expect(await register('account-c', '1305')).toEqual({ kind: 'locked' });
    expect(await register('account-d', '1771')).toEqual({ kind: 'none-on-file' });
  });

  it('keeps no secret in the clear, and fills a bank only once', async () => {
    const bank = smallBank();
    await seedBank(database, { ...bank, members: bank.members.map((member) => ({ ...member, name: 'changed' })) });
    const members = await database.selectFrom('members').selectAll().execute();
    expect(members.map(({ name }) => name)).toEqual(['経理 太郎']);
    expect(members[0]?.password_hash).toMatch(/^\$argon2id\$/);
    const accounts = await database.selectFrom('accounts').select('pin_hash').execute();
    expect(JSON.stringify([members, accounts])).not.toMatch(/Sakura2026|"1448"/);
  });
});
