import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../../diagnostics/log.ts';
import { fingerprintOf, readCertificate } from '../../facts.ts';
import type { Inventory, InventoryEntry } from './inventory.ts';
import { certutilOn, dumpAll, dumpOne, type Certutil } from './nss-batch.ts';
import { nssKeyId, parseKeys, parseTable, type NssRow } from './nss-output.ts';
import { pemBlocks } from './pem.ts';
import type { RunTool } from './run-tool.ts';

/** From Debian's `libnss3-tools`, Fedora's `nss-tools` and their like. */
const certutilFile = '/usr/bin/certutil';

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Where Chromium keeps it: the old place when it exists, since version 146 otherwise the one of the XDG directories. */
export async function nssDatabase(env: NodeJS.ProcessEnv): Promise<string | null> {
  const home = env['HOME'] ?? '';
  if (!home.startsWith('/')) return null;
  const data = env['XDG_DATA_HOME'] ?? '';
  for (const folder of [join(home, '.pki'), join(data.startsWith('/') ? data : join(home, '.local/share'), 'pki')]) {
    if (await isThere(join(folder, 'nssdb', 'cert9.db'))) return join(folder, 'nssdb');
  }
  return null;
}

const entryOf = (pem: string, hasPrivateKey: boolean): InventoryEntry => ({ pem, hasPrivateKey, where: 'nss' });

/** The database itself, not the tokens added to it: those ask for PINs, and Chromium offers theirs. */
export class NssInventory implements Inventory {
  readonly #run: RunTool;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: Log;

  constructor(run: RunTool, env: NodeJS.ProcessEnv, log: Log) {
    this.#run = run;
    this.#env = env;
    this.#log = log;
  }

  async read(): Promise<readonly InventoryEntry[]> {
    const database = await nssDatabase(this.#env);
    if (database === null) return [];
    const certutil = certutilOn(this.#run, certutilFile, database, this.#env);
    const [table, keys] = await Promise.all([certutil(['-L', '-h', 'internal']), certutil(['-K'])]);
    if (table.kind === 'failed' || table.status !== 0) {
      this.#unavailable(table.kind === 'failed' ? table.reason : `status-${String(table.status)}`);
      return [];
    }
    const ids = keys.kind === 'failed' ? null : parseKeys(keys.status, keys.stdout, keys.stderr);
    const rows = parseTable(table.stdout);
    const entries = await (ids === null ? this.#byFlags(certutil, rows) : this.#byKeys(certutil, rows, ids));
    const missing = rows.length - new Set(entries.map(({ pem }) => pem)).size;
    if (missing > 0) this.#unavailable('incomplete', missing);
    return entries;
  }

  /** Each key has the id of its certificate. */
  async #byKeys(
    certutil: Certutil,
    rows: readonly NssRow[],
    ids: ReadonlySet<string>,
  ): Promise<readonly InventoryEntry[]> {
    const text = await dumpAll(certutil, [...new Set(rows.map(({ nickname }) => nickname))]);
    return unique(text).map(({ pem, keyId }) => entryOf(pem, keyId === null || ids.has(keyId)));
  }

  /** The database has a password, which nobody is asked for here: only the flag of each nickname tells of a key. */
  async #byFlags(certutil: Certutil, rows: readonly NssRow[]): Promise<readonly InventoryEntry[]> {
    const users = new Map<string, boolean>();
    for (const { nickname, user } of rows) users.set(nickname, user || users.get(nickname) === true);
    const entries: InventoryEntry[] = [];
    for (const [nickname, user] of users) {
      entries.push(...unique(await dumpOne(certutil, nickname)).map(({ pem }) => entryOf(pem, user)));
    }
    return entries;
  }

  #unavailable(reason: string, count?: number): void {
    this.#log.warn({ store: 'nss', reason, count }, 'certificate inventory not available');
  }
}

/** Several nicknames may show the same certificate; what is no certificate is dropped, and counted as missing by the caller. */
function unique(text: string): readonly { readonly pem: string; readonly keyId: string | null }[] {
  const found = new Map<string, { pem: string; keyId: string | null }>();
  for (const pem of pemBlocks(text)) {
    const certificate = readCertificate(pem);
    if (certificate !== null) found.set(fingerprintOf(certificate), { pem, keyId: nssKeyId(certificate) });
  }
  return [...found.values()];
}
