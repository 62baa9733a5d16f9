import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { systemClock } from '../../server/clock.ts';
import { ensurePki, type TestPki } from '../../server/mock/pki.ts';
import { issueClientCertificate } from '../../server/mock/pki/client-certificate.ts';
import { ensureTppKey, type TppKey } from '../../server/mock/tpp/keys.ts';
import type { Identity } from './app-client.ts';
import { freePorts } from './free-ports.ts';

const root = join(import.meta.dirname, '..', '..');

const readySchema = z.object({
  ready: z.literal(true),
  issuer: z.url(),
  certificateOrigin: z.url(),
  mtlsOrigin: z.url(),
  ports: z.object({ issuer: z.int(), certificate: z.int(), mutual: z.int(), admin: z.int() }),
});

/** What nobody but the customer knows, and what must appear nowhere. */
export const secrets = {
  password: 'Akebono2026',
  wrongPassword: 'Yuugure1999',
  pin: '5926',
  wrongPin: '8407',
  numbers: ['7720134', '7720268'],
} as const;

export const memberId = 'hanako';
export const clientId = 'kaikei-mirai';
export const accountIds = ['acc_first', 'acc_second'] as const;

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** A bank's installation: the server without the mock world. What needs it cannot even be loaded. */
async function install(home: string): Promise<string> {
  const app = join(home, 'app');
  const mock = join(root, 'server', 'mock');
  await cp(join(root, 'server'), join(app, 'server'), { recursive: true, filter: (path) => path !== mock });
  await cp(join(root, 'package.json'), join(app, 'package.json'));
  await symlink(join(root, 'node_modules'), join(app, 'node_modules'));
  return join(app, 'server', 'main.ts');
}

/** One run of `server/main.ts` to its end. */
async function runToEnd(
  main: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const code = await ending(child);
  return { code, out: out(), err: err() };
}

/** Nothing that steers a mock world may leak in from who runs the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('RENKEI_')));
}

async function ending(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  const [line] = (await once(createInterface({ input: stream }), 'line')) as [string];
  return line;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: string[] = [];
  stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  return () => chunks.join('');
}

export type Running = z.infer<typeof readySchema> & {
  readonly child: ChildProcess;
  /** Everything it wrote so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves with the first log line, written or yet to be, that has at least these fields. */
  readonly logged: (fields: Readonly<Record<string, unknown>>) => Promise<Record<string, unknown>>;
  /** The log lines so far. */
  readonly lines: () => readonly Record<string, unknown>[];
  /** SIGTERM, and what it ended with. */
  readonly stop: () => Promise<Ended>;
};

/** A bank's installation in a temporary folder: certificates, a settings file, a filled database. */
export class BankSite {
  readonly home: string;
  readonly main: string;
  readonly pki: TestPki;
  readonly settings: Record<string, unknown>;
  readonly identity: Identity;
  readonly tppKey: TppKey;
  /** Where the TPP's pages would be. */
  readonly tpp = 'https://tpp.example.jp';
  readonly issuer: string;
  readonly certificateOrigin: string;
  readonly environment: Record<string, string>;
  readonly #running = new Set<ChildProcess>();

  private constructor(
    parts: Pick<
      BankSite,
      'home' | 'main' | 'pki' | 'settings' | 'identity' | 'tppKey' | 'issuer' | 'certificateOrigin'
    >,
  ) {
    this.home = parts.home;
    this.main = parts.main;
    this.pki = parts.pki;
    this.settings = parts.settings;
    this.identity = parts.identity;
    this.tppKey = parts.tppKey;
    this.issuer = parts.issuer;
    this.certificateOrigin = parts.certificateOrigin;
    this.environment = { RENKEI_KEY: randomBytes(32).toString('base64') };
  }

  /** `database`: what the settings name; left out: a SQLite file. */
  static async create(database = 'data/bank.sqlite'): Promise<BankSite> {
    const home = await mkdtemp(join(tmpdir(), 'renkei-bank-'));
    const main = await install(home);
    const pki = await ensurePki(join(home, 'pki'), systemClock);
    const ports = await freePorts(3);
    const [issuer = 0, certificate = 0, mutual = 0] = ports;
    const customer = await issueClientCertificate(pki, { commonName: '山手 花子', company: '株式会社あけぼの' });
    const tppKey = await ensureTppKey(join(home, 'tpp-keys'), clientId);
    await mkdir(join(home, 'data'));
    const origin = (port: number): string => `https://localhost:${String(port)}`;
    const settings = { ...settingsOf({ issuer, certificate, mutual }, origin), database };
    await writeFile(join(home, 'client-ca.pem'), pki.clientRoot.pem + pki.clientIssuing.pem);
    await writeFile(join(home, 'tpp-ca.pem'), pki.tppCa.pem);
    await writeFile(join(home, 'tls.pem'), pki.server.certPem + pki.serverCa.pem);
    await writeFile(join(home, 'tls.key'), pki.server.keyPem, { mode: 0o600 });
    await writeFile(join(home, 'bank.json'), JSON.stringify(seedOf(customer.certPem, tppKey)));
    return new BankSite({
      home,
      main,
      pki,
      settings,
      tppKey,
      identity: { cert: customer.certPem + customer.chainPem, key: customer.keyPem },
      issuer: origin(issuer),
      certificateOrigin: origin(certificate),
    });
  }

  /** Writes the settings, changed as a test wants them, and answers the file. */
  async configure(change: Record<string, unknown> = {}, name = 'settings.json'): Promise<string> {
    const file = join(this.home, name);
    await writeFile(file, JSON.stringify({ ...this.settings, ...change }, null, 2));
    return file;
  }

  command(args: readonly string[]): Promise<Ended> {
    return runToEnd(this.main, [...args, '--config', join(this.home, 'settings.json')], this.environment);
  }

  /** One command without a settings file. */
  plainCommand(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return runToEnd(this.main, args, { ...this.environment, ...environment });
  }

  fill(): Promise<Ended> {
    return this.command(['bank', 'import', join(this.home, 'bank.json')]);
  }

  /** Starts `serve --config` and resolves when it listens. */
  async start(file = join(this.home, 'settings.json')): Promise<Running> {
    const child = spawn(process.execPath, [this.main, '--config', file], {
      env: { ...cleanEnvironment(), ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running.add(child);
    const out = collect(child.stdout);
    const err = collect(child.stderr);
    const closed = ending(child).then((code) => ({ code, out: out(), err: err() }));
    void closed.then(() => this.#running.delete(child));
    const logLines = createInterface({ input: child.stderr });
    const line = await Promise.race([
      firstLine(child.stdout),
      closed.then(({ code, err: text }) => {
        throw new Error(`the server ended with ${String(code)}: ${text}`);
      }),
    ]);
    return {
      ...readySchema.parse(JSON.parse(line)),
      child,
      out,
      err,
      logged: (fields) =>
        new Promise((resolve) => {
          const look = (text: string): void => {
            const entry = lineSchema.parse(JSON.parse(text));
            if (Object.entries(fields).every(([name, value]) => entry[name] === value)) resolve(entry);
          };
          logLines.on('line', look);
          err().split('\n').slice(0, -1).forEach(look);
        }),
      lines: () =>
        err()
          .split('\n')
          .slice(0, -1)
          .map((text) => lineSchema.parse(JSON.parse(text))),
      stop: () => {
        child.kill('SIGTERM');
        return closed;
      },
    };
  }

  async remove(): Promise<void> {
    const ends = [...this.#running].map((child) => once(child, 'close'));
    for (const child of this.#running) child.kill('SIGKILL');
    await Promise.all(ends);
    await rm(this.home, { recursive: true, force: true });
  }
}

const lineSchema = z.record(z.string(), z.unknown());
const words = (ja: string, en: string) => ({ ja, en });

function settingsOf(
  ports: Readonly<Record<'issuer' | 'certificate' | 'mutual', number>>,
  origin: (port: number) => string,
): Record<string, unknown> {
  const tls = { certificate: 'tls.pem', key: 'tls.key' };
  const at = (port: number) => ({ host: '127.0.0.1', port, tls });
  return {
    issuer: origin(ports.issuer),
    certificateOrigin: origin(ports.certificate),
    mtlsOrigin: origin(ports.mutual),
    scheme: 'renkei-akebono',
    minimumClient: '0.1.0',
    bank: {
      name: words('あけぼの信用組合', 'Akebono Credit Cooperative'),
      support: { name: words('窓口', 'Desk'), phone: '0120-111-111', hours: words('平日 9時から17時まで', 'Weekdays') },
    },
    intent: { version: '2026-07-01', text: words('{tpp}に提供します。', 'Passed on to {tpp}.') },
    listeners: {
      issuer: at(ports.issuer),
      certificate: at(ports.certificate),
      mutual: at(ports.mutual),
      admin: { host: '127.0.0.1', port: 0 },
    },
    clientCa: ['client-ca.pem'],
    tppCa: ['tpp-ca.pem'],
    revocation: { kind: 'none' },
    stopSeconds: 10,
  };
}

const branch = words('本店営業部', 'Head Office');

function seedOf(certificate: string, key: TppKey): object {
  const [first, second] = accountIds;
  const account = (id: string, number: string, more: object) => ({
    id,
    contractId: 'akebono-1',
    branch,
    type: 'ordinary',
    number,
    holder: 'カ)アケボノ',
    balance: 4_210_000,
    pin: secrets.pin,
    ...more,
  });
  return {
    members: [
      {
        id: memberId,
        contractId: 'akebono-1',
        company: '株式会社あけぼの',
        name: '山手 花子',
        role: 'member',
        loginPassword: secrets.password,
        accounts: accountIds,
        services: ['balance', 'transactions'],
      },
    ],
    certificates: [{ memberId, pem: certificate }],
    accounts: [
      account(first, secrets.numbers[0], { pinRegisteredAt: '2026-01-05T00:00:00Z' }),
      account(second, secrets.numbers[1], {}),
    ],
    tpps: [
      {
        clientId,
        name: words('クラウド会計みらい', 'Cloud Accounting Mirai'),
        company: '株式会社みらいクラウド',
        registration: '関東財務局長(電代)第1号',
        redirectUris: [`https://tpp.example.jp/callback/${clientId}`],
        services: ['balance', 'transactions'],
        fixedServices: false,
        linkDays: 90,
        suspended: false,
        jwks: { keys: [key.publicJwk] },
      },
    ],
  };
}
