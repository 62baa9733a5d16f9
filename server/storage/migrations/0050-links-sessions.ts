import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table link_sessions (
    id text primary key, cookie_hash text not null unique, state_json text not null, revision integer not null,
    extensions_used integer not null, ends_at integer not null, seal_json text, ticket_hash text unique,
    created_at integer not null, proof_attempt integer not null default 0) without rowid`,
  `create index link_sessions_end on link_sessions (ends_at)`,
  `alter table links add column started_at integer`,
  `alter table links add column ended_reason text`,
  `alter table links add column ended_by text`,
  `alter table links add column reduced_at integer`,
  `alter table links add column intent_json text`,
  `alter table links add column last_used_at integer`,
  `create index links_page on links (member_id, decided_at, grant_id)`,
];

/** The customer's view of his links: sessions for it, and what is to be known about how a link began, changed and ended. */
export const linksSessions: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
