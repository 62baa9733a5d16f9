import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table oidc (
    model text not null, id text not null, payload_json text not null, grant_id text, uid text,
    expires_at integer, consumed_at integer, primary key (model, id)) without rowid`,
  `create index oidc_grant on oidc (grant_id) where grant_id is not null`,
  `create index oidc_uid on oidc (model, uid) where uid is not null`,
  `create index oidc_expiry on oidc (expires_at) where expires_at is not null`,
  `create table keys (name text primary key, value_json text not null, created_at integer not null) without rowid`,
  `create table flows (
    id text primary key, cid text not null unique, par_id text not null unique, client_id text not null,
    request_json text not null, state_json text not null, revision integer not null, extensions_used integer not null,
    ends_at integer not null, seal_json text, ticket_hash text unique, created_at integer not null) without rowid`,
  `create index flows_end on flows (ends_at)`,
  `create table tpps (client_id text primary key, record_json text not null, suspended integer not null) without rowid`,
  `create table members (
    id text primary key, contract_id text not null, company text not null, name text not null,
    role text not null check (role in ('admin', 'member')), password_hash text not null,
    password_failures integer not null default 0) without rowid`,
  `create table accounts (
    id text primary key, contract_id text not null, branch_ja text not null, branch_en text not null, type text not null,
    number text not null, last3 text not null, holder text not null, balance integer not null, closed integer not null,
    pin_hash text, pin_registered_at text, pin_failures integer not null default 0) without rowid`,
  `create table member_accounts (
    member_id text not null references members (id), account_id text not null references accounts (id),
    primary key (member_id, account_id)) without rowid`,
  `create table member_services (
    member_id text not null references members (id), service text not null, primary key (member_id, service)) without rowid`,
  `create table certificates (
    issuer_hash text not null, serial text not null, member_id text not null references members (id),
    primary key (issuer_hash, serial)) without rowid`,
  `create table transactions (
    id text primary key, account_id text not null references accounts (id), date text not null, amount integer not null,
    balance integer not null, description text not null, transfer_from text) without rowid`,
  `create index transactions_page on transactions (account_id, date, id)`,
  `create table links (
    grant_id text primary key, flow_id text not null unique references flows (id), member_id text not null references members (id),
    client_id text not null references tpps (client_id), status text not null check (status in ('pending', 'active', 'ended')),
    permissions_json text not null, ends_on text not null, intent_version text not null, decided_at integer not null,
    ended_at integer) without rowid`,
  `create unique index links_active on links (member_id, client_id) where status = 'active'`,
];

export const initial: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
