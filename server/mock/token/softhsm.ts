import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type OnToken = {
  /** `CKA_ID`, hex; the certificate and its key share it. */
  readonly id: string;
  readonly label: string;
  readonly certPem: string;
  /** Without: a certificate whose key is not on the token. */
  readonly keyPem?: string;
  /** Asks for the PIN at every signature. */
  readonly alwaysAsks?: boolean;
};

export type TokenToMake = { readonly label: string; readonly pin: string; readonly objects: readonly OnToken[] };

const places = ['/usr/lib/softhsm', '/usr/lib/x86_64-linux-gnu/softhsm', '/usr/lib/aarch64-linux-gnu/softhsm'];

const tools = ['softhsm2-util', 'pkcs11-tool'];

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));

/** The module's absolute path, or which Debian packages are missing for making tokens. */
export function findSoftHsm(): { readonly module: string } | { readonly missing: string } {
  const module = places.map((folder) => join(folder, 'libsofthsm2.so')).find((path) => existsSync(path));
  if (module === undefined || !tools.every(onPath)) return { missing: 'softhsm2 and opensc' };
  return { module };
}

export function softHsmModule(): string {
  const found = findSoftHsm();
  if ('missing' in found) throw new Error(`no tokens here: ${found.missing} are not installed`);
  return found.module;
}

/** What a program must be started with to see the tokens in a folder, and no others. */
export const softHsmEnvironment = (folder: string): { readonly SOFTHSM2_CONF: string } => ({
  SOFTHSM2_CONF: join(folder, 'softhsm2.conf'),
});

/** Tokens of SoftHSM in a folder of their own. Whoever loads the module needs `env`. */
export class SoftHsm {
  readonly folder: string;
  readonly module = softHsmModule();

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Below the system's temporary folder, unless told where. */
  static async create(tokens: readonly TokenToMake[], place?: string): Promise<SoftHsm> {
    const folder = place ?? (await mkdtemp(join(tmpdir(), 'renkei-softhsm-')));
    const hsm = new SoftHsm(folder);
    await mkdir(join(folder, 'tokens'), { recursive: true, mode: 0o700 });
    await writeFile(
      hsm.env.SOFTHSM2_CONF,
      `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = true\n`,
    );
    for (const token of tokens) await hsm.addToken(token);
    return hsm;
  }

  get env(): { readonly SOFTHSM2_CONF: string } {
    return softHsmEnvironment(this.folder);
  }

  async addToken({ label, pin, objects }: TokenToMake): Promise<void> {
    await this.#util(['--init-token', '--free', '--label', label, '--so-pin', '12345678', '--pin', pin]);
    for (const object of objects) await this.#addObject(label, pin, object);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  async #addObject(token: string, pin: string, object: OnToken): Promise<void> {
    const certificate = new X509Certificate(object.certPem).raw;
    await this.#write(token, pin, object, 'cert', certificate);
    if (object.keyPem === undefined) return;
    const key = createPrivateKey(object.keyPem);
    const file = join(this.folder, 'key.pem');
    if (object.alwaysAsks === true) {
      const der = key.export({ type: key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1', format: 'der' });
      await this.#write(token, pin, object, 'privkey', der, ['--always-auth', '--usage-sign']);
      return;
    }
    await writeFile(file, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const { id, label } = object;
    await this.#util(['--import', file, '--token', token, '--label', label, '--id', id, '--pin', pin]);
    await rm(file);
  }

  async #write(
    token: string,
    pin: string,
    { id, label }: OnToken,
    type: 'cert' | 'privkey',
    der: Buffer,
    more: readonly string[] = [],
  ): Promise<void> {
    const file = join(this.folder, 'object.der');
    await writeFile(file, der, { mode: 0o600 });
    const login = ['--module', this.module, '--token-label', token, '--login', '--pin', pin];
    await this.#run('pkcs11-tool', [
      ...login,
      '--write-object',
      file,
      '--type',
      type,
      '--id',
      id,
      '--label',
      label,
      ...more,
    ]);
    await rm(file);
  }

  #util(parameters: readonly string[]): Promise<void> {
    return this.#run('softhsm2-util', parameters);
  }

  async #run(command: string, parameters: readonly string[]): Promise<void> {
    await run(command, parameters, { env: { ...process.env, ...this.env } });
  }
}
