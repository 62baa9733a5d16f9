import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardLimits } from '../../../server/bank/api/limits.ts';
import { dateRange } from '../../../server/bank/api/range.ts';
import { seedBank } from '../../../server/bank/seed.ts';
import { readStatement, type StatementQuery } from '../../../server/bank/statement.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { smallBank } from './small-bank.ts';

describe('statements', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(':memory:');
    await seedBank(database, smallBank());
  });
  afterAll(() => database.destroy());

  const everything: StatementQuery = {
    accountId: 'account-a',
    from: '2026-01-01',
    to: '2026-12-31',
    after: null,
    limit: 50,
    transfersOnly: false,
  };

  async function all(query: StatementQuery): Promise<string[]> {
    const ids: string[] = [];
    let after: StatementQuery['after'] = null;
    for (;;) {
      const page = await readStatement(database, { ...query, after });
      ids.push(...page.rows.map(({ id }) => id));
      if (!page.more) return ids;
      after = page.last;
    }
  }

  it.each([1, 40, 50, 119, 120, 121])('come %i a page, newest first, none twice and none left out', async (limit) => {
    const ids = await all({ ...everything, limit });
    expect(ids).toHaveLength(120);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });

  it('keep to the dates, to the account and to transfers', async () => {
    expect(await all({ ...everything, from: '2026-02-01', to: '2026-02-28' })).toHaveLength(40);
    expect(await all({ ...everything, accountId: 'account-b' })).toEqual([]);
    expect(await all({ ...everything, transfersOnly: true })).toHaveLength(60);
  });
});

describe('the range of a statement', () => {
  // Already the 11th in Japan.
  const now = new Date('2026-06-10T20:00:00Z');
  const limits = { ...standardLimits, historyDays: 365, rangeDays: 31 };
  const range = (from?: string, to?: string) => dateRange({ from, to }, limits, now);

  it('ends today in Japan and is as long as one request may be, when nothing is said', () => {
    expect(range()).toEqual({ from: '2026-05-12', to: '2026-06-11' });
    expect(range(undefined, '2026-03-01')).toEqual({ from: '2026-01-30', to: '2026-03-01' });
    expect(range(undefined, '2025-06-20')).toEqual({ from: '2025-06-11', to: '2025-06-20' });
  });

  it.each([
    ['2026-06-11', '2026-06-11', null],
    ['2026-06-01', '2026-06-12', 'range.in-the-future'],
    ['2026-06-02', '2026-06-01', 'range.reversed'],
    ['2025-06-11', '2025-06-11', null],
    ['2025-06-10', '2025-06-11', 'range.too-early'],
    ['2026-05-12', '2026-06-11', null],
    ['2026-05-11', '2026-06-11', 'range.too-long'],
  ] as const)('from %s to %s: %s', (from, to, code) => {
    if (code === null) expect(range(from, to)).toEqual({ from, to });
    else expect(() => range(from, to)).toThrow(code);
  });
});
