import type { Database } from '../storage/database.ts';
import type { Customers } from './customers/customers.ts';
import type { Difference } from './customers/difference.ts';
import type { Providers, TppParty } from './tpp/providers.ts';
import { readWorldFiles, type WorldFolders } from './world-files.ts';

/** What is different after the files were read again. */
export type Reloaded = { readonly personas: Difference; readonly tpps: Difference };

export type ReloadParts = {
  readonly folders: WorldFolders;
  readonly database: Database;
  readonly customers: Customers;
  readonly providers: Providers;
  /** Told which pretend TPPs have a web site from now on. */
  readonly show: (parties: readonly TppParty[]) => void;
};

/**
 * Reads the files of all persons and providers again. Nobody hears of anything before all of them are found good and everything
 * new has its keys and certificates; then the providers come first, since links in the persons' files name them.
 * @throws FileProblems; nothing has changed then.
 */
export async function reload({ folders, database, customers, providers, show }: ReloadParts): Promise<Reloaded> {
  const files = await readWorldFiles(folders);
  const parties = await providers.equip(files.tpps);
  let tpps: Difference = { added: [], changed: [], removed: [] };
  const personas = await customers.replace(files.personas, async () => {
    tpps = await providers.replace(database, parties);
    show(parties);
  });
  return { personas, tpps };
}
