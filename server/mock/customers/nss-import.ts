import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type ImportOutcome =
  | { readonly kind: 'imported'; readonly database: string }
  /** Not made yet: the launcher imports everything when it first starts the app as this person. */
  | { readonly kind: 'no-store'; readonly database: string }
  | { readonly kind: 'failed'; readonly database: string; readonly why: string };

/** Puts a `.p12` into the private store of a person's home, beside what is there. The app lists it at its next look. */
export async function importIntoStore(home: string, file: string, password: string): Promise<ImportOutcome> {
  const database = join(home, '.pki', 'nssdb');
  if (!existsSync(join(database, 'cert9.db'))) return { kind: 'no-store', database };
  try {
    await run('pk12util', ['-d', `sql:${database}`, '-i', file, '-W', password, '-K', '']);
    return { kind: 'imported', database };
  } catch (error) {
    return { kind: 'failed', database, why: error instanceof Error ? error.message : 'unknown' };
  }
}
