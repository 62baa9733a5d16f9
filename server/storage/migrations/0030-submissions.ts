import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table submissions (
    id text primary key, grant_id text not null, client_id text not null, member_id text not null,
    account_id text not null references accounts (id), service text not null, idempotency_key text not null,
    fingerprint text not null,
    status text not null check (status in ('waiting-for-approval', 'approved', 'returned')),
    requested_on text not null, row_count integer not null, total integer not null, data_sealed text not null,
    report_json text not null, submitted_on text not null, submitted_at integer not null) without rowid`,
  `create unique index submissions_key on submissions (client_id, member_id, idempotency_key)`,
  `create index submissions_page on submissions (account_id, submitted_on, id)`,
];

/** 更新系: payment data that was handed in. One idempotency key per TPP and member. */
export const submissions: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
