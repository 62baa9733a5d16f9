import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // What was kept readable is not taken over: keys are made anew, sealed.
  `drop table keys`,
  `create table key_ring (
    purpose text not null, generation integer not null, kid text not null unique, sealed text not null,
    created_at integer not null, active_from integer not null, primary key (purpose, generation)) without rowid`,
  // Flows that were open had readable keys, and cookies under the keys that are gone: they are over.
  `update flows set seal_json = null, ticket_hash = null, ends_at = 0 where seal_json is not null`,
];

export const keyRing: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
