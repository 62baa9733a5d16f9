import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter, deleteExpired } from '../../../server/authorization/adapter.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { standingClock } from '../../unit/server/clock.ts';

describe.each(databases)('what the authorization server keeps, on $name', ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let clock: ReturnType<typeof standingClock>;
  beforeEach(async () => {
    test = await create();
    database = await openDatabase(test.location);
    clock = standingClock();
  });
  afterEach(async () => {
    await database.destroy();
    await test.drop();
  });

  it('gives back what was stored, until it expires', async () => {
    const adapter = createAdapter(database, clock, 'AccessToken');
    await adapter.upsert('a', { jti: 'a', clientId: 'tpp' }, 60);
    expect(await adapter.find('a')).toEqual({ jti: 'a', clientId: 'tpp' });
    expect(await createAdapter(database, clock, 'RefreshToken').find('a')).toBeUndefined();
    clock.forward(59_999);
    expect(await adapter.find('a')).toBeDefined();
    clock.forward(1);
    expect(await adapter.find('a')).toBeUndefined();
    await deleteExpired(database, clock.now().getTime());
    expect(await database.selectFrom('oidc').selectAll().execute()).toEqual([]);
  });

  it('finds a session by its uid, unless that has expired', async () => {
    const adapter = createAdapter(database, clock, 'Session');
    await adapter.upsert('s', { jti: 's', uid: 'u' }, 60);
    expect(await adapter.findByUid('u')).toEqual({ jti: 's', uid: 'u' });
    clock.forward(60_000);
    expect(await adapter.findByUid('u')).toBeUndefined();
  });

  it('lets a code be consumed once, whoever comes at the same moment', async () => {
    const adapter = createAdapter(database, clock, 'AuthorizationCode');
    await adapter.upsert('c', { jti: 'c' }, 60);
    const tries = await Promise.allSettled([adapter.consume('c'), adapter.consume('c'), adapter.consume('c')]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await adapter.find('c')).toMatchObject({ consumed: clock.now().getTime() / 1000 });
    await adapter.upsert('c', { jti: 'c' }, 60);
    expect(await adapter.find('c')).toHaveProperty('consumed');
    await expect(adapter.consume('unknown')).rejects.toThrow('invalid_grant');
  });

  it('remembers a proof once, and again only after it has expired', async () => {
    const adapter = createAdapter(database, clock, 'ReplayDetection');
    const tries = await Promise.allSettled([
      adapter.upsert('p', { jti: 'p' }, 60),
      adapter.upsert('p', { jti: 'p' }, 60),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    clock.forward(60_000);
    await expect(adapter.upsert('p', { jti: 'p' }, 60)).resolves.toBeUndefined();
  });

  it('revokes everything under a grant but the grant itself', async () => {
    const tokens = createAdapter(database, clock, 'AccessToken');
    const grants = createAdapter(database, clock, 'Grant');
    await grants.upsert('g', { jti: 'g', grantId: 'g' }, 60);
    await tokens.upsert('mine', { jti: 'mine', grantId: 'g' }, 60);
    await tokens.upsert('other', { jti: 'other', grantId: 'h' }, 60);
    await tokens.revokeByGrantId('g');
    expect(await tokens.find('mine')).toBeUndefined();
    expect(await tokens.find('other')).toBeDefined();
    expect(await grants.find('g')).toBeDefined();
    await grants.destroy('g');
    expect(await grants.find('g')).toBeUndefined();
  });
});
