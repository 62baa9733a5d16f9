import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

/**
 * The server's own key material, made on first use and kept in the database. The one seam where it will be encrypted at
 * rest: nothing else reads or writes the `keys` table.
 */
export async function loadOrCreateKey(
  database: Database,
  clock: Clock,
  name: string,
  create: () => Promise<unknown>,
): Promise<unknown> {
  const read = () => database.selectFrom('keys').select('value_json').where('name', '=', name).executeTakeFirst();
  const known = await read();
  if (known !== undefined) return JSON.parse(known.value_json);
  await database
    .insertInto('keys')
    .values({ name, value_json: JSON.stringify(await create()), created_at: clock.now().getTime() })
    // Another process may have been faster; its key is the one that counts.
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const stored = await read();
  if (stored === undefined) throw new Error(`the key ${name} could not be stored`);
  return JSON.parse(stored.value_json);
}
