import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeyKeeper } from '../../../server/keys/keeper.ts';
import { perKeys } from '../../../server/keys/per-keys.ts';
import { keyPurposes } from '../../../server/keys/purposes.ts';
import { readRing, rotateKeysIfDue } from '../../../server/keys/ring.ts';
import { standardSchedule } from '../../../server/keys/schedule.ts';
import { CannotOpen, secretBox } from '../../../server/keys/secret-box.ts';
import type { ServerKeys } from '../../../server/keys/server-keys.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';
import { smallBox as box } from '../../support/small-box.ts';
import { standingClock } from '../../unit/server/clock.ts';

const { rotateEvery, publishBefore, keepAfter } = standardSchedule;

describe.each(databases)("the server's own keys, on $name", ({ create }) => {
  let test: TestDatabase;
  let database: Database;
  let other: Database;
  let clock: ReturnType<typeof standingClock>;
  beforeEach(async () => {
    test = await create();
    database = await openDatabase(test.location);
    other = await openDatabase(test.location);
    clock = standingClock();
    await rotateKeysIfDue({ database, box, clock });
  });
  afterEach(async () => {
    await Promise.all([database.destroy(), other.destroy()]);
    await test.drop();
  });

  const keysOf = (node: Database) => createKeyKeeper({ database: node, box, clock }).fresh();
  const kids = (keys: ServerKeys, alg: string) => keys.signing.filter((key) => key.alg === alg).map(({ kid }) => kid);

  it('are made on the first run, one for each purpose, and not again', async () => {
    const ring = await readRing(database, box);
    expect(ring.map(({ purpose }) => purpose).toSorted()).toEqual(keyPurposes.toSorted());
    expect(await rotateKeysIfDue({ database: other, box, clock })).toEqual([]);
    const keys = await keysOf(database);
    expect(keys.signing.map(({ alg }) => alg)).toEqual(['ES256', 'PS256', 'EdDSA']);
    expect(keys.cookies).toHaveLength(1);
    expect(keys.dpopNonce).toHaveLength(32);
  });

  it('lie encrypted in the database: nothing of them can be read there', async () => {
    const rows = await database.selectFrom('key_ring').selectAll().execute();
    const text = JSON.stringify(rows);
    for (const { material } of await readRing(database, box)) {
      expect(text).not.toContain(material);
      if (!material.startsWith('{')) continue;
      const jwk = JSON.parse(material) as Record<string, string>;
      for (const part of ['d', 'p', 'q', 'n', 'x']) if (jwk[part] !== undefined) expect(text).not.toContain(jwk[part]);
    }
    const wrong = secretBox([randomBytes(32)]);
    await expect(readRing(database, wrong)).rejects.toThrow(CannotOpen);
    await expect(rotateKeysIfDue({ database, box: wrong, clock, force: true })).rejects.toThrow(CannotOpen);
    expect(await database.selectFrom('key_ring').selectAll().execute()).toEqual(rows);
  });

  it('do not open in the place of another', async () => {
    const [one, two] = await database
      .selectFrom('key_ring')
      .selectAll()
      .where('purpose', 'in', ['cookies', 'tickets'])
      .execute();
    await database
      .updateTable('key_ring')
      .set({ sealed: one?.sealed ?? '' })
      .where('kid', '=', two?.kid ?? '')
      .execute();
    await expect(readRing(database, box)).rejects.toThrow(CannotOpen);
  });

  it('rotate: known to both nodes first, then used by both, then kept, then gone', async () => {
    const [before] = kids(await keysOf(database), 'ES256');
    clock.forward(rotateEvery - publishBefore);
    const steps = await Promise.all([database, other].map((node) => rotateKeysIfDue({ database: node, box, clock })));
    expect(steps.flat().map(({ what }) => what)).toEqual(keyPurposes.map(() => 'created'));

    // Published, not used: the old one still signs.
    const published = await Promise.all([keysOf(database), keysOf(other)]);
    expect(published.map(({ version }) => version)[0]).toBe(published[1].version);
    expect(kids(published[0], 'ES256')).toHaveLength(2);
    expect(kids(published[0], 'ES256')[0]).toBe(before);

    clock.forward(publishBefore);
    const used = await keysOf(other);
    expect(kids(used, 'ES256')[0]).not.toBe(before);
    expect(kids(used, 'ES256')[1]).toBe(before);
    expect(used.cookies).toEqual([...published[0].cookies].reverse());

    clock.forward(keepAfter);
    const gone = await rotateKeysIfDue({ database, box, clock });
    expect(gone.filter(({ what }) => what === 'forgotten')).toHaveLength(keyPurposes.length);
    expect(kids(await keysOf(other), 'ES256')).toEqual([kids(used, 'ES256')[0]]);
  });

  it('give a flow the same ticket as long as it lasts, whichever key came meanwhile', async () => {
    clock.forward(rotateEvery - publishBefore);
    await rotateKeysIfDue({ database, box, clock });
    clock.forward(publishBefore - 1000);
    const createdAt = clock.now().getTime();
    const ticket = (await keysOf(database)).ticketOf('flow', createdAt);
    clock.forward(45 * 60_000);
    const later = await keysOf(other);
    expect(later.ticketOf('flow', createdAt)).toBe(ticket);
    expect(later.ticketOf('flow', clock.now().getTime())).not.toBe(ticket);
    expect(later.ticketOf('another', createdAt)).not.toBe(ticket);
  });

  it('are read again after a minute and at the moment one takes over, by one of many requests', async () => {
    const keeper = createKeyKeeper({ database: other, box, clock });
    const built: string[] = [];
    const current = perKeys(keeper, (keys) => {
      built.push(keys.version);
      return keys;
    });
    const first = await current();
    clock.forward(30_000);
    await rotateKeysIfDue({ database, box, clock, force: true });
    expect(await current()).toBe(first);
    clock.forward(30_000);
    const second = await Promise.all([current(), current(), current()]);
    expect(new Set(second).size).toBe(1);
    expect(second[0].signing).toHaveLength(6);
    expect(kids(second[0], 'ES256')[0]).toBe(kids(first, 'ES256')[0]);
    clock.forward(publishBefore - 30_001);
    expect(await current()).toBe(second[0]);
    clock.forward(1);
    expect(kids(await current(), 'ES256')[0]).not.toBe(kids(first, 'ES256')[0]);
    expect(built).toHaveLength(3);
  });

  it('are sealed anew when the key they are kept under was changed', async () => {
    const before = await readRing(database, box);
    const newer = randomBytes(32);
    const both = secretBox([newer, Buffer.alloc(32, 7)]);
    const steps = await Promise.all(
      [database, other].map((node) => rotateKeysIfDue({ database: node, box: both, clock })),
    );
    expect(new Set(steps.flat().map(({ what }) => what))).toEqual(new Set(['sealed-anew']));
    expect(steps.flat()).toHaveLength(keyPurposes.length);
    expect(await readRing(database, secretBox([newer]))).toEqual(before);
  });
});
