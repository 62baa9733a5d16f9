import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toPkcs12 } from '../../server/mock/pki/pkcs12.ts';

const run = promisify(execFile);

/** NSS waits for the disk after each certificate; in memory, two hundred take one second instead of ten. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A real NSS database below a home folder of its own, filled by NSS's own tools. */
export class NssStore {
  readonly home: string;
  readonly database: string;
  readonly #passwordFile: string;

  private constructor(home: string, folder: string) {
    this.home = home;
    this.database = join(home, folder, 'nssdb');
    this.#passwordFile = join(home, 'database-password');
  }

  static async create(folder = '.pki', databasePassword = ''): Promise<NssStore> {
    const store = new NssStore(await mkdtemp(join(scratch, 'renkei-nss-home-')), folder);
    await mkdir(store.database, { recursive: true });
    await writeFile(store.#passwordFile, `${databasePassword}\n`);
    const opened = databasePassword === '' ? ['--empty-password'] : ['-f', store.#passwordFile];
    await run('certutil', ['-N', '-d', `sql:${store.database}`, ...opened]);
    return store;
  }

  get env(): NodeJS.ProcessEnv {
    return { HOME: this.home };
  }

  async addWithKey({ pem, keyPem }: { pem: string; keyPem: string }, name: string): Promise<void> {
    const file = join(this.home, 'import.p12');
    await writeFile(file, await toPkcs12({ certPem: pem, keyPem, chain: [], name }, 'test'));
    await run('pk12util', ['-i', file, '-d', `sql:${this.database}`, '-W', 'test', '-k', this.#passwordFile]);
  }

  async add(pem: string, name: string): Promise<void> {
    await this.addMany([[pem, name]]);
  }

  /** All in one process. No quotes in names. */
  async addMany(certificates: readonly (readonly [pem: string, name: string])[]): Promise<void> {
    const lines = await Promise.all(
      certificates.map(async ([pem, name], index) => {
        const file = join(this.home, `import-${index}.pem`);
        await writeFile(file, pem);
        return `-A -t ,, -n "${name}" -i ${file} -f ${this.#passwordFile}\n`;
      }),
    );
    const batch = join(this.home, 'import-batch');
    await writeFile(batch, lines.join(''));
    await run('certutil', ['-B', '-i', batch, '-d', `sql:${this.database}`]);
  }

  /** Tokens behind a PKCS#11 module become part of the store. `env`: what the module needs. */
  async addModule(
    name: string,
    library: string,
    env: Readonly<Record<string, string>>,
    /** Its certificates are read without a PIN. */
    friendly = false,
  ): Promise<void> {
    const database = ['-dbdir', `sql:${this.database}`];
    const flags = friendly ? ['-mechanisms', 'FRIENDLY'] : [];
    await run('modutil', [...database, '-add', name, '-libfile', library, ...flags, '-force'], {
      env: { ...process.env, ...env },
    });
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
  }
}
