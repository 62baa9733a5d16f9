import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedBank } from '../../../server/bank/seed.ts';
import { readCursor, readStatement, type StatementQuery } from '../../../server/bank/statement.ts';
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
    from: undefined,
    to: undefined,
    cursor: undefined,
    transfersOnly: false,
  };

  async function all(query: StatementQuery): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await readStatement(database, { ...query, cursor: cursor ?? undefined });
      ids.push(...page.transactions.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    return ids;
  }

  it('come page by page, newest first, none twice and none left out', async () => {
    const ids = await all(everything);
    expect(ids).toHaveLength(120);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });

  it('keep to the dates, to the account and to transfers', async () => {
    expect(await all({ ...everything, from: '2026-02-01', to: '2026-02-28' })).toHaveLength(40);
    expect(await all({ ...everything, accountId: 'account-b' })).toEqual([]);
    expect(await all({ ...everything, transfersOnly: true })).toHaveLength(60);
  });

  it('take no cursor but their own', () => {
    expect(readCursor('%%%')).toBeUndefined();
    expect(readCursor(Buffer.from('["x","y"]').toString('base64url'))).toBeUndefined();
    expect(readCursor(Buffer.from('["2026-01-15","t001"]').toString('base64url'))).toEqual(['2026-01-15', 't001']);
  });
});
