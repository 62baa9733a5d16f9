import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAudit, type Audit } from '../../../server/audit/audit.ts';
import { hashOf, type LinkedEntry } from '../../../server/audit/chain.ts';
import type { AuditEvent } from '../../../server/audit/events.ts';
import { readTrail } from '../../../server/audit/read-trail.ts';
import { verifyTrail } from '../../../server/audit/verify.ts';
import { createLogger } from '../../../server/operations/logger.ts';
import { openDatabase, type Database } from '../../../server/storage/database.ts';
import { databases, type TestDatabase } from '../../support/postgres.ts';

const now = Date.parse('2026-07-08T01:30:00Z');
const wrong = (triesLeft: number): AuditEvent => ({
  kind: 'password.wrong',
  actor: 'member:taro',
  subject: 'flow:abc',
  data: { triesLeft },
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe.each(databases)('the audit trail on $name', ({ name, create }) => {
  let place: TestDatabase;
  let database: Database;
  let audit: Audit;
  let lines: string[];

  beforeEach(async () => {
    place = await create();
    database = await openDatabase(place.location);
    lines = [];
    const log = createLogger('info', { write: (line) => void lines.push(line) });
    audit = createAudit({ database, clock: { now: () => new Date(now) }, log });
  });
  afterEach(async () => {
    await database.destroy();
    await place.drop();
  });

  const trail = async (): Promise<LinkedEntry[]> => {
    const entries: LinkedEntry[] = [];
    for await (const entry of readTrail(database)) entries.push(entry);
    return entries;
  };
  const write = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 1) await audit.record(wrong(left));
  };

  it('chains every event to the one before, and says so in the log', async () => {
    await write(3);
    const entries = await trail();
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(entries.map(({ data }) => data)).toEqual(['{"triesLeft":3}', '{"triesLeft":2}', '{"triesLeft":1}']);
    // Computed here from what is documented, not by the code under test.
    let previous = '0'.repeat(64);
    for (const { sequence, hash, data } of entries) {
      const text = `{"actor":"member:taro","at":${String(now)},"data":${JSON.stringify(data)},"kind":"password.wrong","previous":"${previous}","sequence":${String(sequence)},"subject":"flow:abc"}`;
      expect(hash).toBe(sha256(text));
      previous = hash;
    }
    expect(await verifyTrail(database)).toEqual({ ok: true, rows: 3, head: { sequence: 3, hash: previous } });
    expect(lines.map((line) => (JSON.parse(line) as { hash: string }).hash)).toEqual(entries.map(({ hash }) => hash));
  });

  it('takes nothing that has no place in it', async () => {
    const odd: object = { ...wrong(1), data: { triesLeft: 1, password: 'Sakura2026' } };
    await expect(audit.record(odd as AuditEvent)).rejects.toThrow(/password/);
    expect(await trail()).toEqual([]);
  });

  it('forgets what a transaction takes back, without a gap', async () => {
    await write(1);
    const failed = database.transaction().execute(async (transaction) => {
      await audit.record(wrong(1), transaction);
      throw new Error('taken back');
    });
    await expect(failed).rejects.toThrow('taken back');
    await write(1);
    expect(await verifyTrail(database)).toMatchObject({ ok: true, rows: 2 });
  });

  it('stays one chain when two processes append at the same moment', async () => {
    const writers = ['one', 'two'].map((who) =>
      fork(new URL('../../support/audit/writer.ts', import.meta.url), [place.location, who, '25'], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      }),
    );
    await Promise.all(writers.map((writer) => once(writer, 'message')));
    const exits = Promise.all(writers.map((writer) => once(writer, 'exit')));
    for (const writer of writers) writer.send('go');
    expect(await exits).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await verifyTrail(database)).toMatchObject({ ok: true, rows: 50 });
    const actors = (await trail()).map(({ actor }) => actor);
    for (const who of ['one', 'two']) expect(actors.filter((actor) => actor === `member:${who}`)).toHaveLength(25);
  });

  it.each([
    ['update', sql`update audit set data_json = '{}' where sequence = 1`],
    ['delete', sql`delete from audit where sequence = 2`],
    ['delete everything', sql`delete from audit`],
    ['turn back the head', sql`update audit_head set sequence = 1`],
    ['remove the head', sql`delete from audit_head`],
    ...(name === 'postgres' ? ([['truncate', sql`truncate audit`]] as const) : []),
  ] as const)('refuses to %s', async (_what, statement) => {
    await write(2);
    await expect(statement.execute(database)).rejects.toThrow(/append-only/);
    expect(await verifyTrail(database)).toMatchObject({ ok: true, rows: 2 });
  });

  describe('that somebody changed who is above the database', () => {
    const unguard = async (): Promise<void> => {
      const names = ['audit_no_update', 'audit_no_delete', 'audit_no_change', 'audit_head_forward'];
      for (const trigger of names) {
        const of = sql.table(trigger.startsWith('audit_head') ? 'audit_head' : 'audit');
        await (
          name === 'postgres'
            ? sql`drop trigger if exists ${sql.ref(trigger)} on ${of}`
            : sql`drop trigger if exists ${sql.ref(trigger)}`
        ).execute(database);
      }
    };
    const change = (sequence: number, columns: { data_json?: string; previous?: string; hash?: string }) =>
      database.updateTable('audit').set(columns).where('sequence', '=', sequence).execute();
    /** Computes everything from `first` on anew, as somebody would who knows how it is done. */
    const rewrite = async (first: number): Promise<void> => {
      let previous: string | undefined;
      for (const entry of await trail()) {
        if (entry.sequence < first) {
          previous = entry.hash;
          continue;
        }
        const changed = { ...entry, ...(previous === undefined ? {} : { previous }) };
        previous = hashOf(changed);
        await change(entry.sequence, { previous: changed.previous, hash: previous });
      }
      await database
        .updateTable('audit_head')
        .set({ hash: previous ?? '' })
        .execute();
    };

    beforeEach(async () => {
      await write(5);
      await unguard();
    });

    it('is broken at the row whose content was changed', async () => {
      await change(3, { data_json: '{"triesLeft":6}' });
      expect(await verifyTrail(database)).toEqual({ ok: false, sequence: 3, fault: 'was changed' });
    });

    it('is broken after a row that got a fitting hash', async () => {
      const entry = (await trail())[2];
      if (!entry) throw new Error('no row');
      const changed = { ...entry, data: '{"triesLeft":6}' };
      await change(3, { data_json: changed.data, hash: hashOf(changed) });
      expect(await verifyTrail(database)).toMatchObject({ ok: false, sequence: 4 });
    });

    it('is broken where a row was taken out, also the first and the last', async () => {
      for (const sequence of [3, 1]) {
        await database.deleteFrom('audit').where('sequence', '=', sequence).execute();
        expect(await verifyTrail(database)).toEqual({ ok: false, sequence, fault: 'is missing' });
      }
    });

    it('is broken where its end was cut off', async () => {
      await database.deleteFrom('audit').where('sequence', '>', 3).execute();
      expect(await verifyTrail(database)).toEqual({ ok: false, sequence: 4, fault: 'is missing' });
    });

    it('shows a chain that was computed anew only to whoever kept an anchor', async () => {
      const anchor = (await trail())[3];
      if (!anchor) throw new Error('no row');
      await change(2, { data_json: '{"triesLeft":6}' });
      await rewrite(2);
      expect(await verifyTrail(database)).toMatchObject({ ok: true });
      expect(await verifyTrail(database, [anchor])).toMatchObject({ ok: false, sequence: 4 });
    });

    it('shows a chain that was cut off with its head only to whoever kept an anchor', async () => {
      const last = (await trail())[4];
      if (!last) throw new Error('no row');
      await database.deleteFrom('audit').where('sequence', '>', 3).execute();
      const kept = (await trail())[2];
      await database
        .updateTable('audit_head')
        .set({ sequence: 3, hash: kept?.hash ?? '' })
        .execute();
      expect(await verifyTrail(database)).toMatchObject({ ok: true, rows: 3 });
      expect(await verifyTrail(database, [last])).toEqual({ ok: false, sequence: 4, fault: 'is missing' });
    });
  });
});
