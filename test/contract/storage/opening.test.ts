import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openDatabase } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';

describe.each(databases)('opening $name', ({ create }) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await create();
  });
  afterEach(() => test.drop());

  it('makes every table once, and a second opening changes nothing', async () => {
    const first = await openDatabase(test.location);
    const tables = await first.introspection.getTables();
    await first.destroy();
    expect(tables.map(({ name }) => name)).toContain('oidc');
    const second = await openDatabase(test.location);
    expect(await second.introspection.getTables()).toEqual(tables);
    await second.destroy();
  });

  it('refuses a database that a newer server has changed', async () => {
    const database = await openDatabase(test.location);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2100-01-01T00:00:00.000Z')`.execute(
      database,
    );
    await database.destroy();
    await expect(openDatabase(test.location)).rejects.toThrow('cannot be migrated');
  });
});
