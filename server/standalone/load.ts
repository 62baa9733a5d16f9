import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { RevocationConfig } from '../certificates/revocation-config.ts';
import type { ServerConfig } from '../config.ts';
import type { ServerCertificate } from '../http/tls.ts';
import { openSecretBox, type MasterKeySource } from '../keys/master-key.ts';
import type { SecretBox } from '../keys/secret-box.ts';
import { dialectOfLocation } from '../storage/dialect.ts';
import { BadSettings, type SettingsFile } from './read-settings.ts';
import type { Settings } from './schema.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unreadable');

/** Blocks of one kind in a PEM file. */
const blocks = (pem: string, label: string): string[] =>
  pem.match(new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----`, 'g')) ?? [];

/** Reads files a settings file names. Every failure says which setting it is about, and is found before anything listens. */
class Files {
  readonly #locate: SettingsFile['locate'];
  constructor(locate: SettingsFile['locate']) {
    this.#locate = locate;
  }

  async #read(setting: string, path: string): Promise<string> {
    return readFile(this.#locate(path), 'utf8').catch((error: unknown) => {
      throw new BadSettings(`${setting}: ${reasonOf(error)}`);
    });
  }

  /** One or more certificates, every one of them readable. */
  async certificates(setting: string, path: string): Promise<string> {
    const pem = await this.#read(setting, path);
    const found = blocks(pem, 'CERTIFICATE');
    if (found.length === 0) throw new BadSettings(`${setting}: there is no PEM certificate in ${path}`);
    try {
      for (const block of found) new X509Certificate(block);
    } catch (error) {
      throw new BadSettings(`${setting}: ${path} is damaged (${reasonOf(error)})`);
    }
    return pem;
  }

  authorities(setting: string, paths: readonly string[]): Promise<readonly string[]> {
    return Promise.all(paths.map((path, index) => this.certificates(`${setting}[${index}]`, path)));
  }

  revocationLists(setting: string, paths: readonly string[]): Promise<string[]> {
    return Promise.all(
      paths.map(async (path, index) => {
        const pem = await this.#read(`${setting}[${index}]`, path);
        if (blocks(pem, 'X509 CRL').length === 0)
          throw new BadSettings(`${setting}[${index}]: there is no PEM revocation list in ${path}`);
        return pem;
      }),
    );
  }

  /** A certificate with the key that belongs to it, which not everybody may read. */
  async pair(setting: string, tls: { certificate: string; key: string }): Promise<ServerCertificate> {
    const cert = await this.certificates(`${setting}.certificate`, tls.certificate);
    const key = await this.#read(`${setting}.key`, tls.key);
    const { mode } = await stat(this.#locate(tls.key));
    if (process.platform !== 'win32' && (mode & 0o007) !== 0)
      throw new BadSettings(`${setting}.key: ${tls.key} may be read by everybody on this machine`);
    if (!fits(cert, key)) throw new BadSettings(`${setting}.key: ${tls.key} is not the key of ${tls.certificate}`);
    return { cert, key };
  }
}

function fits(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false; // no key at all; the file is named in the complaint
  }
}

/** Lists are files in the settings and PEM in the server. */
async function revocationOf(
  name: 'revocation' | 'tppRevocation',
  revocation: Settings['revocation'],
  files: Files,
): Promise<RevocationConfig> {
  if (revocation.kind === 'none' || revocation.kind === 'ocsp') return revocation;
  const lists = await files.revocationLists(`${name}.crl.lists`, revocation.crl.lists);
  return { ...revocation, crl: { ...revocation.crl, lists } };
}

/** Every setting of the server, named: a new one that is forgotten here does not compile. */
type Complete = {
  readonly [K in keyof Required<ServerConfig>]: object extends Pick<ServerConfig, K>
    ? ServerConfig[K] | undefined
    : ServerConfig[K];
};

/** What the server itself is told; the rest of the settings is about where it runs. */
export async function serverConfig({ settings, locate }: SettingsFile): Promise<ServerConfig> {
  const files = new Files(locate);
  const complete: Complete = {
    issuer: settings.issuer,
    certificateOrigin: settings.certificateOrigin,
    mtlsOrigin: settings.mtlsOrigin,
    authorizationPage: settings.authorizationPage ?? `${settings.issuer}/authorize`,
    scheme: settings.scheme,
    minimumClient: settings.minimumClient,
    environment: settings.environment,
    bank: settings.bank,
    clientCa: await files.authorities('clientCa', settings.clientCa),
    revocation: await revocationOf('revocation', settings.revocation, files),
    tppCa: await files.authorities('tppCa', settings.tppCa),
    tppRevocation: await revocationOf('tppRevocation', settings.tppRevocation, files),
    flow: settings.flow,
    password: settings.password,
    pin: settings.pin,
    intent: settings.intent,
    resourceServers: settings.resourceServers,
    api: settings.api,
    limits: settings.limits,
    keyRotationDays: settings.keyRotationDays,
    refreshTokens: settings.refreshTokens,
  };
  const { limits, keyRotationDays, refreshTokens, resourceServers, api, tppCa, tppRevocation, ...required } = complete;
  return {
    ...required,
    ...(limits === undefined ? {} : { limits }),
    ...(keyRotationDays === undefined ? {} : { keyRotationDays }),
    ...(refreshTokens === undefined ? {} : { refreshTokens }),
    ...(resourceServers === undefined ? {} : { resourceServers }),
    ...(api === undefined ? {} : { api }),
    ...(tppCa === undefined ? {} : { tppCa }),
    ...(tppRevocation === undefined ? {} : { tppRevocation }),
  };
}

export type Certificates = {
  /** `null` behind a proxy that ends TLS. */
  readonly issuer: ServerCertificate | null;
  readonly certificate: ServerCertificate;
  readonly mutual: ServerCertificate;
  readonly tppCa: readonly string[];
};

export async function loadCertificates({ settings, locate }: SettingsFile): Promise<Certificates> {
  const files = new Files(locate);
  const { issuer, certificate, mutual } = settings.listeners;
  return {
    issuer: issuer.tls === undefined ? null : await files.pair('listeners.issuer.tls', issuer.tls),
    certificate: await files.pair('listeners.certificate.tls', certificate.tls),
    mutual: await files.pair('listeners.mutual.tls', mutual.tls),
    tppCa: await files.authorities('tppCa', settings.tppCa),
  };
}

function fromEnvironment(setting: string, name: string, environment: Environment): string {
  const value = environment[name];
  if (value === undefined || value === '')
    throw new BadSettings(`${setting}: the environment variable ${name} is not set`);
  return value;
}

/** Where the data lies, as `openDatabase` takes it. */
export function databaseLocation({ settings, locate }: SettingsFile, environment: Environment): string {
  const { database } = settings;
  const location =
    typeof database === 'string' ? database : fromEnvironment('database', database.environment, environment);
  return dialectOfLocation(location) === 'postgres' ? location : locate(location);
}

/** Throws `BadSettings` when the key is none, is missing, or lies open. */
export async function openKeys({ settings, locate }: SettingsFile, environment: Environment): Promise<SecretBox> {
  const { key } = settings;
  const source: MasterKeySource =
    'file' in key ? { file: locate(key.file) } : { text: fromEnvironment('key', key.environment, environment) };
  return openSecretBox(source).catch((error: unknown) => {
    throw new BadSettings(`key: ${reasonOf(error)}`);
  });
}
