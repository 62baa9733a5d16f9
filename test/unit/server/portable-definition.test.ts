import { describe, expect, it } from 'vitest';
import { portableDefinition } from '../../../server/storage/dialect.ts';

describe('a definition written for SQLite, on PostgreSQL', () => {
  it.each([
    [
      'create table t (id text primary key, n integer not null) without rowid',
      'create table t (id text collate "C" primary key, n bigint not null)',
    ],
    [
      "create table t (kind text not null check (kind in ('text', 'integer')))",
      `create table t (kind text collate "C" not null check (kind in ('text', 'integer')))`,
    ],
    [
      'create table t (id integer primary key autoincrement, b blob)',
      'create table t (id bigint generated always as identity primary key, b bytea)',
    ],
    [
      "alter table t add column note text not null default 'it''s text'",
      `alter table t add column note text collate "C" not null default 'it''s text'`,
    ],
  ])('%s', (sqlite, postgres) => {
    expect(portableDefinition(sqlite)).toBe(postgres);
    expect(portableDefinition(postgres)).toBe(postgres);
  });

  it('is left alone when it defines no table', () => {
    for (const statement of ['update t set text = integer', 'create index i on t (text)', 'insert into t values (1)'])
      expect(portableDefinition(statement)).toBe(statement);
  });
});
