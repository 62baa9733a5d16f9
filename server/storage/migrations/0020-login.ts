import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // How often a proof of possession has been tried in this flow: each try has a nonce of its own.
  `alter table flows add column proof_attempt integer not null default 0`,
  // How the certificate's key was proven: mtls or proof.
  `alter table flows add column proven_by text`,
  `alter table members add column password_expires_at integer`,
  `alter table members add column login_allowed integer not null default 1`,
  `create table bank_settings (name text primary key, value_json text not null, updated_at integer not null) without rowid`,
  `create table rate_limits (
    scope text not null, subject text not null, slot integer not null, used integer not null, expires_at integer not null,
    primary key (scope, subject, slot)) without rowid`,
  `create index rate_limits_expiry on rate_limits (expires_at)`,
];

/** Login: proof of possession, what stops a login besides the password, and counters for rate limits. */
export const login: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
