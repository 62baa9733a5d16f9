import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { dialectOf } from '../dialect.ts';

const tables = [
  `create table audit (
    sequence bigint primary key, at bigint not null, kind text not null, actor text not null, subject text not null,
    data_json text not null, previous text not null, hash text not null unique) without rowid`,
  `create index audit_subject on audit (subject, sequence)`,
  // One row: where the trail ends. Moving it is what makes appending a queue.
  `create table audit_head (id integer primary key check (id = 1), sequence bigint not null, hash text not null) without rowid`,
  `insert into audit_head (id, sequence, hash) values (1, 0, '${'0'.repeat(64)}')`,
];

const refused = 'the audit trail is append-only';

const sqliteGuards = [
  ...['update', 'delete'].map(
    (what) => `create trigger audit_no_${what} before ${what} on audit begin select raise(abort, '${refused}'); end`,
  ),
  `create trigger audit_head_no_delete before delete on audit_head begin select raise(abort, '${refused}'); end`,
  `create trigger audit_head_forward before update on audit_head when new.sequence < old.sequence
    begin select raise(abort, '${refused}'); end`,
];

const postgresGuards = [
  `create function audit_refuse() returns trigger language plpgsql as $$
    begin raise exception '${refused}'; end $$`,
  `create trigger audit_no_change before update or delete on audit for each row execute function audit_refuse()`,
  `create trigger audit_no_truncate before truncate on audit for each statement execute function audit_refuse()`,
  `create trigger audit_head_no_delete before delete on audit_head for each row execute function audit_refuse()`,
  `create trigger audit_head_no_truncate before truncate on audit_head for each statement execute function audit_refuse()`,
  `create trigger audit_head_forward before update on audit_head for each row
    when (new.sequence < old.sequence) execute function audit_refuse()`,
];

/** The audit trail. The database itself refuses every change of a row that was written. */
export const audit: Migration = {
  async up(database: Kysely<unknown>) {
    const guards = dialectOf(database) === 'postgres' ? postgresGuards : sqliteGuards;
    for (const statement of [...tables, ...guards]) await sql.raw(statement).execute(database);
  },
};
