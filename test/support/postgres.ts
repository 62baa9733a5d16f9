import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import './postgres-setup.ts';

/** A new, empty database; `location` is what `openDatabase` and `WorldOptions.database` take. */
export type TestDatabase = { readonly location: string; drop(): Promise<void> };

export type DatabaseKind = { readonly name: 'sqlite' | 'postgres'; readonly create: () => Promise<TestDatabase> };

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function createSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'renkei-sqlite-'));
  return { location: join(folder, 'test.sqlite'), drop: () => rm(folder, { recursive: true, force: true }) };
}

/** Its sort order is one that differs from SQLite's, so that a test notices what depends on the database's locale. */
async function createPostgres(): Promise<TestDatabase> {
  const name = `renkei_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name} template template0 locale_provider icu icu_locale 'ja-JP' locale 'C.UTF-8'`);
  const url = new URL(inject('postgresUrl').replace('@/', '@localhost/'));
  url.pathname = `/${name}`;
  const location = url.href.replace('@localhost/', '@/');
  return { location, drop: () => onServer(`drop database ${name} with (force)`) };
}

/** For `describe.each(databases)('… on $name', …)`: what is true of the storage is true on both. */
export const databases: readonly DatabaseKind[] = [
  { name: 'sqlite', create: createSqlite },
  { name: 'postgres', create: createPostgres },
];
