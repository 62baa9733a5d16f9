import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { bankSeedSchema } from '../bank/seed-schema.ts';
import { seedBank } from '../bank/seed.ts';
import { parseJson } from '../standalone/parse-json.ts';
import { atPlace } from './place.ts';

/** Fills an empty database. A database with members is left alone: this is no way to change data. */
export async function importBank(config: string | undefined, path: string): Promise<number> {
  const parsed = bankSeedSchema.safeParse(parseJson(await readFile(path, 'utf8')));
  // Where it is wrong, never what is written there: the file is full of secrets.
  if (!parsed.success)
    throw new Error(
      parsed.error.issues.map(({ path: at, message }) => `${z.core.toDotPath(at)}: ${message}`).join('\n'),
    );
  const seed = parsed.data;
  await atPlace(
    config,
    async ({ database }) => {
      const known = await database.selectFrom('members').select('id').limit(1).executeTakeFirst();
      if (known !== undefined) throw new Error('this bank has members already');
      await seedBank(database, seed);
    },
    { create: true },
  );
  const { members, accounts, tpps } = seed;
  process.stdout.write(`bank: ${members.length} members, ${accounts.length} accounts, ${tpps.length} providers\n`);
  return 0;
}
