import type { LinksSnapshot, LinksStep } from '../../server/contract/links-session.ts';
import type { LinkView } from '../../server/contract/links.ts';
import { NetworkError, type HttpAnswer } from '../../src-main/consent/http.ts';
import { Numbering } from '../../src-main/consent/numbering.ts';
import type { Receipt } from '../../src-main/contract/receipts.ts';
import type { IdentityView, View } from '../../src-main/contract/views.ts';
import { Keypads } from '../../src-main/keypad/keypads.ts';
import { LinksDesk } from '../../src-main/links/links-desk.ts';
import type { Profile } from '../../src-main/policy/profile.ts';
import { published, signingServer, type SigningServer } from './attested-key.ts';
import { FakeTimer } from './fake-timer.ts';
import { FakeTokenReader } from './fake-token-reader.ts';
import { json, ScriptedHttp } from './scripted-http.ts';
import { pemOfTestServer } from './test-pem.ts';

export const words = (ja: string) => ({ ja, en: ja });
export const profile: Profile = {
  environment: 'test',
  bank: { name: words('信用組合'), support: { name: words('窓口'), phone: '0120-000-000', hours: words('平日') } },
  issuer: 'https://auth.bank.example',
  certificateOrigin: 'https://certificate.bank.example',
  scheme: 'renkei-mock',
  certificateIssuers: [],
  tokenModules: [],
  trust: null,
};
export const session = 'session-0123456789abcdef';
const now = new Date('2026-11-22T10:00:00Z');
export const identity: IdentityView = {
  id: 'identity-0123456789',
  holder: '経理 太郎',
  company: '株式会社さくら商事',
  subject: 'CN=経理 太郎',
  issuer: '認証局',
  serial: '01',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  daysLeft: 100,
  place: 'os-store',
  token: null,
  ending: null,
  replaced: false,
};
const account = (number: string) =>
  ({ id: `account-0${number}`, branch: words('本店'), type: 'ordinary', last3: number, holder: 'サクラ' }) as const;
export const [first, second] = [account('123'), account('456')];
export const link = (over: Partial<LinkView> = {}): LinkView => ({
  id: 'link-0123456789abcdef',
  member: { name: '経理 太郎', own: true },
  tpp: { clientId: 'tpp', name: words('会計'), company: '株式会社会計', registration: '第1号', suspended: false },
  services: [{ id: 'balance', kind: 'inquiry', label: words('残高照会'), accounts: [first.id] }],
  accounts: [first],
  status: 'active',
  decidedAt: '2026-11-22T09:00:00Z',
  startedAt: '2026-11-22T09:00:01Z',
  endsOn: '2027-02-20',
  daysLeft: 90,
  lastUsedAt: null,
  reducedAt: null,
  ended: null,
  allowed: ['revoke'],
  ...over,
});
export const ended = link({
  status: 'ended',
  ended: { reason: 'revoked', by: 'member', at: '2026-11-22T10:00:00Z' },
  allowed: [],
});

export const snapshot = (
  revision: number,
  step: LinksStep,
  allowed: LinksSnapshot['allowed'] = ['close'],
): LinksSnapshot => ({
  session,
  revision,
  step,
  allowed,
  expiresAt: '2026-11-22T10:15:00Z',
  serverTime: now.toISOString(),
});
export const certificateStep: LinksStep = {
  kind: 'certificate',
  origin: profile.certificateOrigin,
  ticket: 't'.repeat(43),
};
const openStep: LinksStep = {
  kind: 'open',
  member: { name: '経理 太郎', company: '株式会社さくら商事', role: 'member' },
};
export const opened = json(200, snapshot(2, openStep, ['extend', 'close']));
export const listed = (links: readonly LinkView[], next: string | null = null): HttpAnswer =>
  json(200, { links, next });
export const away = (): Error => new NetworkError('net::ERR_CONNECTION_REFUSED');

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Made = { readonly server: SigningServer; readonly pem: string; readonly passwordStep: DeskStage['passwordStep'] };
let making: Promise<Made> | null = null;

/** Keys take their time: once for all tests of a file. */
function made(): Promise<Made> {
  making ??= (async () => {
    const server = await signingServer(profile.issuer);
    const passwordStep = {
      kind: 'password',
      member: { name: '経理 太郎', company: '株式会社さくら商事' },
      seal: published(await server.sealKey(session, { now })),
      length: { min: 6, max: 12 },
      triesLeft: 6,
    } as const;
    return { server, pem: await pemOfTestServer(), passwordStep };
  })();
  return making;
}

/** The links' desk before a scripted server, and a customer who logs in. */
export class DeskStage {
  readonly server: SigningServer;
  readonly passwordStep: Extract<LinksStep, { kind: 'password' }>;
  readonly http = new ScriptedHttp();
  /** What the next sessions speak through. */
  readonly next = new ScriptedHttp();
  readonly views: View[] = [];
  readonly timer = new FakeTimer();
  readonly keypads = new Keypads(
    (pad) => pad,
    () => undefined,
  );
  readonly desk: LinksDesk;
  /** The receipts this PC has. */
  kept: readonly Receipt[] = [];

  private constructor(server: SigningServer, pem: string, passwordStep: DeskStage['passwordStep']) {
    this.server = server;
    this.passwordStep = passwordStep;
    const https = [this.http, this.next];
    this.desk = new LinksDesk({
      profile,
      connect: () => https.shift() ?? new ScriptedHttp(),
      login: {
        certificates: {
          begin: () =>
            Promise.resolve({
              offered: [{ id: identity.id, pem }],
              choose: () => Promise.resolve(this.http),
              close: () => Promise.resolve(),
            }),
        },
        tokens: new FakeTokenReader([]),
        leftOut: () => Promise.resolve([]),
        remembered: { get: () => null, set: () => undefined },
        readerTime: 120_000,
        now: () => now,
      },
      judge: {
        describe: () => identity,
        reason: () => null,
        markReplaced: (all) => all,
        moduleName: (id) => words(id),
      },
      keypads: this.keypads,
      onView: (view) => this.views.push(view),
      monotonic: () => 0,
      after: this.timer.after,
      numbering: new Numbering(),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      keeping: {
        keyring: () => ({ kind: 'kept' }),
        receipts: () => Promise.resolve({ kept: true, receipts: this.kept }),
      },
    });
  }

  static async open(): Promise<DeskStage> {
    const { server, pem, passwordStep } = await made();
    return new DeskStage(server, pem, passwordStep);
  }

  async toPassword(): Promise<View> {
    this.http.will(json(201, snapshot(0, certificateStep)));
    await this.desk.open();
    const { screen } = await this.desk.login.start();
    if (screen.kind !== 'certificates') throw new Error(`no certificates, but ${screen.kind}`);
    this.http.will(json(200, snapshot(1, this.passwordStep, ['submit-password', 'close'])));
    return await this.desk.login.confirm(screen.attempt, identity.id);
  }

  enter(count: number): string {
    const max = this.desk.keypadLimit('login-password') ?? 0;
    const pad = this.keypads.open('login-password', max, true);
    for (let press = 0; press < count; press += 1) this.keypads.use(pad.pad)?.press(pad.blocks[0]?.keys[press] ?? '');
    return pad.pad;
  }

  submit(pad: string): Promise<View> {
    return this.desk.password({ session, revision: 1 }, pad);
  }

  async logIn(...links: readonly LinkView[]): Promise<View> {
    await this.toPassword();
    this.http.will(json(200, { keys: [this.server.publicJwk] }), opened, listed(links));
    return await this.submit(this.enter(8));
  }

  /** The server is there again, and answers this. */
  async back(...answers: readonly HttpAnswer[]): Promise<View> {
    this.http.will(json(200, { issuer: profile.issuer }), ...answers);
    this.timer.next();
    await settle();
    await settle();
    return this.desk.view();
  }
}
