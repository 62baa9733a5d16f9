import { createHash } from 'node:crypto';
import { CompactSign } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LinksSnapshot, LinksStep } from '../../../../server/contract/links-session.ts';
import type { LinkView, ReceiptClaims } from '../../../../server/contract/links.ts';
import { sessionRequestHash } from '../../../../server/links/session/log-in.ts';
import { NetworkError, type HttpAnswer } from '../../../../src-main/consent/http.ts';
import { Numbering } from '../../../../src-main/consent/numbering.ts';
import type { Receipt } from '../../../../src-main/contract/receipts.ts';
import type { IdentityView, View } from '../../../../src-main/contract/views.ts';
import { Keypads } from '../../../../src-main/keypad/keypads.ts';
import { askedIn, LinksDesk } from '../../../../src-main/links/links-desk.ts';
import type { Profile } from '../../../../src-main/policy/profile.ts';
import { published, signingServer, type SigningServer } from '../../../support/attested-key.ts';
import { FakeTimer } from '../../../support/fake-timer.ts';
import { FakeTokenReader } from '../../../support/fake-token-reader.ts';
import { pemOfTestServer } from '../../../support/test-pem.ts';
import { json, problem, ScriptedHttp } from '../../../support/scripted-http.ts';

const words = (ja: string) => ({ ja, en: ja });
const profile: Profile = {
  environment: 'test',
  bank: { name: words('信用組合'), support: { name: words('窓口'), phone: '0120-000-000', hours: words('平日') } },
  issuer: 'https://auth.bank.example',
  certificateOrigin: 'https://certificate.bank.example',
  scheme: 'renkei-mock',
  certificateIssuers: [],
  tokenModules: [],
  trust: null,
};
const session = 'session-0123456789abcdef';
const now = new Date('2026-11-22T10:00:00Z');
const identity: IdentityView = {
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
const account = {
  id: 'account-0001',
  branch: words('本店'),
  type: 'ordinary',
  last3: '123',
  holder: 'サクラ',
} as const;
const link = (over: Partial<LinkView> = {}): LinkView => ({
  id: 'link-0123456789abcdef',
  member: { name: '経理 太郎', own: true },
  tpp: { clientId: 'tpp', name: words('会計'), company: '株式会社会計', registration: '第1号', suspended: false },
  services: [{ id: 'balance', kind: 'inquiry', label: words('残高照会'), accounts: [account.id] }],
  accounts: [account],
  status: 'active',
  decidedAt: '2026-11-22T09:00:00Z',
  startedAt: '2026-11-22T09:00:01Z',
  endsOn: '2027-02-20',
  daysLeft: 90,
  lastUsedAt: null,
  reducedAt: null,
  ended: null,
  allowed: ['revoke', 'reduce'],
  ...over,
});
const ended = link({
  status: 'ended',
  ended: { reason: 'revoked', by: 'member', at: '2026-11-22T10:00:00Z' },
  allowed: [],
});
const other = link({ id: 'link-fedcba9876543210' });

const snapshot = (revision: number, step: LinksStep, allowed: LinksSnapshot['allowed'] = ['close']): LinksSnapshot => ({
  session,
  revision,
  step,
  allowed,
  expiresAt: '2026-11-22T10:15:00Z',
  serverTime: now.toISOString(),
});
const certificateStep: LinksStep = { kind: 'certificate', origin: profile.certificateOrigin, ticket: 't'.repeat(43) };
const openStep: LinksStep = {
  kind: 'open',
  member: { name: '経理 太郎', company: '株式会社さくら商事', role: 'member' },
};
const opened = json(200, snapshot(2, openStep, ['extend', 'close']));
const listed = (links: readonly LinkView[], next: string | null = null): HttpAnswer => json(200, { links, next });
const away = (): Error => new NetworkError('net::ERR_CONNECTION_REFUSED');
const alive = json(200, { issuer: profile.issuer });
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let server: SigningServer;
let pem: string;
let passwordStep: LinksStep;
let https: ScriptedHttp[];
let http: ScriptedHttp;
let views: View[];
let timer: FakeTimer;
let keypads: Keypads;
let kept: Receipt[];
let desk: LinksDesk;

beforeAll(async () => {
  server = await signingServer(profile.issuer);
  pem = await pemOfTestServer();
  passwordStep = {
    kind: 'password',
    member: { name: '経理 太郎', company: '株式会社さくら商事' },
    seal: published(await server.sealKey(session, { now })),
    length: { min: 6, max: 12 },
    triesLeft: 6,
  };
});

beforeEach(() => {
  http = new ScriptedHttp();
  https = [http, new ScriptedHttp()];
  views = [];
  timer = new FakeTimer();
  kept = [];
  keypads = new Keypads(
    (pad) => pad,
    () => undefined,
  );
  desk = new LinksDesk({
    profile,
    connect: () => https.shift() ?? new ScriptedHttp(),
    login: {
      certificates: {
        begin: () =>
          Promise.resolve({
            offered: [{ id: identity.id, pem }],
            choose: () => Promise.resolve(http),
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
    keypads,
    onView: (view) => views.push(view),
    monotonic: () => 0,
    after: timer.after,
    numbering: new Numbering(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    keeping: { keyring: () => ({ kind: 'kept' }), receipts: () => Promise.resolve({ kept: true, receipts: kept }) },
  });
});

const toPassword = async (): Promise<View> => {
  http.will(json(201, snapshot(0, certificateStep)));
  await desk.open();
  const { screen } = await desk.login.start();
  if (screen.kind !== 'certificates') throw new Error(`no certificates, but ${screen.kind}`);
  http.will(json(200, snapshot(1, passwordStep, ['submit-password', 'close'])));
  return await desk.login.confirm(screen.attempt, identity.id);
};
const enter = (count: number): string => {
  const max = desk.keypadLimit('login-password') ?? 0;
  const pad = keypads.open('login-password', max, true);
  for (let press = 0; press < count; press += 1) keypads.use(pad.pad)?.press(pad.blocks[0]?.keys[press] ?? '');
  return pad.pad;
};
const submit = (pad: string): Promise<View> => desk.password({ session, revision: 1 }, pad);
const logIn = async (...links: readonly LinkView[]): Promise<View> => {
  await toPassword();
  http.will(json(200, { keys: [server.publicJwk] }), opened, listed(links));
  return await submit(enter(8));
};

describe('the login', () => {
  it('goes by certificate and password to the list, and shows neither ticket nor key', async () => {
    http.will(json(201, snapshot(0, certificateStep)));
    expect(await desk.open()).toMatchObject({ task: 'links', tpp: null, screen: { kind: 'login' } });
    const { screen } = await desk.login.start();
    if (screen.kind !== 'certificates') throw new Error('no certificates');
    http.will(json(200, snapshot(1, passwordStep, ['submit-password', 'close'])));
    const asked = await desk.login.confirm(screen.attempt, identity.id);
    expect(asked.screen).toMatchObject({ kind: 'links-password', triesLeft: 6, session: { remainingSeconds: 900 } });
    http.will(json(200, { keys: [server.publicJwk] }), opened, listed([link()]));
    const list = await submit(enter(8));
    expect(list.screen).toMatchObject({ kind: 'links', member: { role: 'member' }, links: [link()], more: false });
    expect(http.sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /links/sessions',
      'POST /certificate',
      'GET /jwks',
      'POST /links/session/commands',
      'GET /links',
    ]);
    expect(JSON.stringify(views)).not.toContain('t'.repeat(43));
    expect(JSON.stringify(views)).not.toContain('attestation');
    const numbers = views.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, two) => one - two));
  });

  it('binds a proof to the session as the server asks for it', () => {
    const hash = createHash('sha256').update(askedIn(session), 'ascii').digest('base64url');
    expect(hash).toBe(sessionRequestHash(session));
  });

  it('seals the password to a key that is signed for this very session, and to no other', async () => {
    await toPassword();
    const pad = enter(8);
    const foreign = await signingServer(profile.issuer, 'another');
    http.will(json(200, { keys: [foreign.publicJwk] }));
    expect((await submit(pad)).screen).toMatchObject({ kind: 'failed', failure: { code: 'keypad.key-untrusted' } });
    expect(http.sent.at(-1)?.url).toContain('/jwks');
  });

  it('a wrong password: the tries that are left, and once more', async () => {
    await toPassword();
    const again = snapshot(2, { ...passwordStep, triesLeft: 5 } as LinksStep, ['submit-password', 'close']);
    http.will(
      json(200, { keys: [server.publicJwk] }),
      problem({ code: 'login.wrong-password', triesLeft: 5, snapshot: again }),
    );
    const view = await submit(enter(8));
    expect(view.notice).toMatchObject({ code: 'login.wrong-password', triesLeft: 5 });
    expect(view.screen).toMatchObject({ kind: 'links-password', session: { revision: 2 }, triesLeft: 5 });
  });

  it('a locked ID: the end, with the reference of the server', async () => {
    await toPassword();
    const stopped = snapshot(2, { kind: 'stopped', code: 'login.locked' });
    http.will(json(200, { keys: [server.publicJwk] }), problem({ code: 'login.locked', snapshot: stopped }));
    expect((await submit(enter(8))).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'login.locked', reference: 'SRV0-0001' },
      canRetry: false,
    });
  });

  it('can be left at any time: the server ends the session, and an answer that comes later shows nothing', async () => {
    await toPassword();
    let release: (answer: HttpAnswer) => void = () => undefined;
    http.will(json(200, { keys: [server.publicJwk] }), new Promise((resolve) => (release = resolve)));
    const late = submit(enter(8));
    await expect.poll(() => http.sent.at(-1)?.url).toContain('/commands');
    http.will({ status: 204, location: null, contentType: '', body: '' });
    await desk.close();
    const shown = views.length;
    release(opened);
    await late;
    expect(desk.isOpen).toBe(false);
    expect(views).toHaveLength(shown);
    expect(http.sent.at(-1)?.body).toMatchObject({ session, command: { kind: 'close' } });
    expect(http.closed).toBe(true);
  });
});

describe('the links', () => {
  it('come page by page', async () => {
    await toPassword();
    http.will(json(200, { keys: [server.publicJwk] }), opened, listed([link()], 'the-cursor'));
    expect((await submit(enter(8))).screen).toMatchObject({ more: true });
    http.will(listed([other]));
    expect((await desk.more()).screen).toMatchObject({ links: [{ id: link().id }, { id: other.id }], more: false });
    expect(http.sent.at(-1)?.url).toContain('cursor=the-cursor');
  });

  it('one is ended, once, however often the button is pressed; the list knows it', async () => {
    await logIn(link(), other);
    http.will(json(200, link()));
    expect((await desk.show(link().id)).screen).toMatchObject({ kind: 'link', justEnded: false });
    http.will(json(200, ended));
    const [first] = await Promise.all([desk.revoke(link().id), desk.revoke(link().id)]);
    expect(first.screen).toMatchObject({ kind: 'link', justEnded: true, link: { status: 'ended' } });
    expect(http.sent.filter(({ url }) => url.endsWith('/revocation'))).toHaveLength(1);
    http.will(listed([ended, other]));
    expect((await desk.list()).screen).toMatchObject({ kind: 'links', links: [{ status: 'ended' }, {}] });
  });

  it('one that is gone: said above the list, which stays', async () => {
    await logIn(link());
    http.will(problem({ code: 'request.not-found' }));
    expect(await desk.show(link().id)).toMatchObject({
      screen: { kind: 'links' },
      notice: { code: 'request.not-found' },
    });
  });

  it('a session that is over: the reason, and a new login on request', async () => {
    await logIn(link());
    http.will(problem({ code: 'authorization.timed-out' }));
    expect((await desk.show(link().id)).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'authorization.timed-out' },
      canRetry: true,
      canReturn: false,
    });
    https[0]?.will(json(201, snapshot(0, certificateStep)));
    expect((await desk.retry()).screen).toEqual({ kind: 'login' });
    expect(http.closed).toBe(true);
  });

  it('an emergency stop ends it at once', async () => {
    await logIn(link());
    http.will(problem({ code: 'login.emergency-stop' }));
    expect((await desk.list()).screen).toMatchObject({ kind: 'failed', canRetry: false });
  });
});

describe('without a network', () => {
  const back = async (...answers: HttpAnswer[]): Promise<View> => {
    http.will(alive, ...answers);
    timer.next();
    await settle();
    await settle();
    return desk.view();
  };

  it('what shows stays; a revocation that had arrived is shown when the server answers again', async () => {
    await logIn(link());
    http.will(json(200, link()));
    await desk.show(link().id);
    http.will(away());
    expect(await desk.revoke(link().id)).toMatchObject({
      connection: 'offline',
      screen: { kind: 'link', link: { status: 'active' }, justEnded: false },
    });
    expect(await back(opened, json(200, ended))).toMatchObject({
      connection: 'online',
      screen: { kind: 'link', link: { status: 'ended' } },
    });
    expect(http.sent.filter(({ url }) => url.endsWith('/revocation'))).toHaveLength(1); // nothing is sent twice
    expect(timer.pending).toBe(0);
  });

  it('from the start: the login follows by itself', async () => {
    http.will(away());
    expect((await desk.open()).screen).toMatchObject({ kind: 'failed', failure: { code: 'environment.offline' } });
    expect((await back(json(201, snapshot(0, certificateStep)))).screen).toEqual({ kind: 'login' });
  });

  it('a password that may have arrived is asked for again, or not, as the server says', async () => {
    await toPassword();
    http.will(json(200, { keys: [server.publicJwk] }), away());
    expect(await submit(enter(8))).toMatchObject({ connection: 'offline', screen: { kind: 'links-password' } });
    expect((await back(opened, listed([link()]))).screen).toMatchObject({ kind: 'links' });
  });
});

describe('a receipt', () => {
  const claims: ReceiptClaims = {
    iss: profile.issuer,
    iat: 1_795_000_000,
    link: link().id,
    bank: profile.bank.name,
    member: { id: 'm', name: '経理 太郎', company: '株式会社さくら商事' },
    tpp: { clientId: 'tpp', name: words('会計'), company: '株式会社会計', registration: '第1号' },
    services: link().services,
    accounts: link().accounts,
    intent: { version: '2026-11-01', text: words('確認') },
    decided_at: '2026-11-22T09:00:00Z',
    ends_on: '2027-02-20',
  };
  const signed = (over: Partial<ReceiptClaims> = {}, by = server, typ = 'consent-receipt+jwt'): Promise<string> =>
    new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claims, ...over })))
      .setProtectedHeader({ alg: 'ES256', kid: 'signer-1', typ })
      .sign(by.privateKey);
  const asked = async (receipt: string): Promise<View> => {
    await logIn(link());
    http.will(json(200, { receipt }));
    return await desk.receipt(link().id);
  };

  it('is shown when the bank signed it, with the number this PC knows it by', async () => {
    kept = [
      {
        number: '20261122-ABCD-EFGH',
        bank: profile.bank.name,
        tpp: { name: words('会計'), company: '株式会社会計', registration: '第1号' },
        company: '株式会社さくら商事',
        services: [],
        endsOn: '2027-02-20',
        decidedAt: '2026-11-22T08:59:58Z',
        intentVersion: '2026-11-01',
        outcome: 'permitted',
      },
    ];
    expect((await asked(await signed())).screen).toMatchObject({
      kind: 'link-receipt',
      receipt: { number: '20261122-ABCD-EFGH', ends_on: '2027-02-20' },
    });
  });

  it('has no number when it was decided elsewhere', async () => {
    expect((await asked(await signed())).screen).toMatchObject({ kind: 'link-receipt', receipt: { number: null } });
  });

  it.each([
    ['signed by somebody else', async () => signed({}, await signingServer(profile.issuer))],
    ['of another link', () => signed({ link: other.id })],
    ['of another bank', () => signed({ iss: 'https://evil.example' })],
    ['that is something else', () => signed({}, server, 'JWT')],
    ['that is none', () => Promise.resolve('aaaa.bbbb.cccc')],
  ])('%s is not believed', async (_what, make) => {
    expect((await asked(await make())).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'environment.server-untrusted' },
    });
  });
});
