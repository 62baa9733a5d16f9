import argon2 from 'argon2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkPassword } from '../../../server/bank/passwords.ts';
import { registerPin } from '../../../server/bank/pins.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { smallBank } from './small-bank.ts';
import { standingClock } from './clock.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** The cost of a verification is written in the hash it is made with. */
const costOf = (hash: unknown): string => /^\$argon2id\$v=19\$([^$]+)\$/.exec(String(hash))?.[1] ?? 'not argon2id';

describe('a secret costs the same work whatever it is compared with', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase(':memory:');
    await seedBank(database, smallBank());
    vi.spyOn(argon2, 'verify');
    vi.spyOn(argon2, 'hash');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await database.destroy();
  });

  const work = async (action: () => Promise<{ kind: string }>): Promise<unknown[]> => {
    vi.mocked(argon2.verify).mockClear();
    vi.mocked(argon2.hash).mockClear();
    const { kind } = await action();
    const costs = vi.mocked(argon2.verify).mock.calls.map(([hash]) => costOf(hash));
    return [kind, costs, vi.mocked(argon2.hash).mock.calls.length];
  };
  const once = [[expect.stringMatching(/^m=19456,(?:t=2,p=1|p=1,t=2)$/)], 0];

  it('right, wrong, locked and unknown IDs', async () => {
    const check = (memberId: string, password: string) => () => checkPassword(database, memberId, bytes(password), 6);
    expect(await work(check('nobody', 'Sakura2026'))).toEqual(['locked', ...once]);
    expect(await work(check('taro', 'Sakura2026'))).toEqual(['right', ...once]);
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await work(check('taro', 'wrong'))).toEqual(['wrong', ...once]);
    }
    expect(await work(check('taro', 'wrong'))).toEqual(['locked', ...once]);
    expect(await work(check('taro', 'Sakura2026'))).toEqual(['locked', ...once]);
  });

  it('right, wrong, locked, missing and registered PINs', async () => {
    const clock = standingClock();
    const register = (account: string, pin: string) => () => registerPin(database, clock, account, bytes(pin), 3);
    expect(await work(register('account-b', '0000'))).toEqual(['wrong', ...once]);
    expect(await work(register('account-b', '1448'))).toEqual(['right', ...once]);
    expect(await work(register('account-b', '1448'))).toEqual(['already-registered', ...once]);
    expect(await work(register('account-c', '1305'))).toEqual(['locked', ...once]);
    expect(await work(register('account-d', '1771'))).toEqual(['none-on-file', ...once]);
    expect(await work(register('no-such-account', '1771'))).toEqual(['none-on-file', ...once]);
  });

  it('leaves the event loop free', async () => {
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    await checkPassword(database, 'taro', bytes('Sakura2026'), 6);
    clearImmediate(next);
    // On the main thread there would be the few turns that the two queries take.
    expect(turns).toBeGreaterThan(50);
  });
});
