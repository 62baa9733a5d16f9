import { OperationNodeTransformer, type Kysely, type KyselyPlugin, type RawNode, type UnknownRow } from 'kysely';
import { Migrator } from 'kysely/migration';
import { dialectOf, portableDefinition } from './dialect.ts';
import { migrations } from './migrations.ts';

class PortableDefinitions extends OperationNodeTransformer {
  protected override transformRaw(node: RawNode): RawNode {
    return { ...super.transformRaw(node), sqlFragments: node.sqlFragments.map(portableDefinition) };
  }
}

const transformer = new PortableDefinitions();

const portable: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: ({ result }) => Promise.resolve<typeof result>(result as typeof result & { rows: UnknownRow[] }),
};

/**
 * Brings a database up to date, all of it or nothing. Of two servers that start at once, one migrates and the other one waits: on
 * PostgreSQL for an advisory lock, on SQLite for the write lock. Throws when the database is newer than this server.
 */
export async function migrate<DB>(database: Kysely<DB>): Promise<void> {
  const db = dialectOf(database) === 'postgres' ? database.withPlugin(portable) : database;
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw new Error('the database cannot be migrated', { cause: error });
}
