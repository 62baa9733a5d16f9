import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../../server/contract/problem.ts';
import type { Reply } from '../../../server/contract/reply.ts';
import type { Snapshot, Step } from '../../../server/contract/snapshot.ts';
import { agedScreen } from '../../../src-main/consent/flow-state.ts';
import { ConsentFlow } from '../../../src-main/consent/flow.ts';
import { NetworkError, type HttpAnswer } from '../../../src-main/consent/http.ts';
import type { Receipt } from '../../../src-main/contract/receipts.ts';
import type { IdentityView, View } from '../../../src-main/contract/views.ts';
import { FakeTimer } from '../../support/fake-timer.ts';
import { FakeTokenReader } from '../../support/fake-token-reader.ts';
import { json, problem, ScriptedHttp } from '../../support/scripted-http.ts';
import { ensurePki } from '../../../server/mock/pki.ts';
import type { CertificateLogin } from '../../../src-main/identity/certificate-login.ts';
import { Keypads } from '../../../src-main/keypad/keypads.ts';
import type { Profile } from '../../../src-main/policy/profile.ts';

const words = { ja: 'あ', en: 'a' };
const profile: Profile = {
  environment: 'test',
  bank: { name: words, support: { name: words, phone: '0120-000-000', hours: words } },
  issuer: 'https://auth.bank.example',
  certificateOrigin: 'https://certificate.bank.example',
  scheme: 'renkei-mock',
  certificateIssuers: [],
  tokenModules: [],
  trust: null,
};
const request = { clientId: 'tpp', requestUri: 'urn:ietf:params:oauth:request_uri:AbCdEfGhIjKlMnOpQrSt' };
const uid = 'AbCdEfGhIjKlMnOpQrStU';
const flowId = 'flow-0123456789abcdef';
const returnTo = 'https://tpp.example/callback';
const certificateStep: Step = { kind: 'certificate', origin: profile.certificateOrigin, ticket: 't'.repeat(43) };
const resultStep: Step = { kind: 'inquiryPinResult', accounts: [] };

const snapshot = (revision: number, step: Step, allowed: Snapshot['allowed'] = ['cancel']): Snapshot => ({
  flow: flowId,
  revision,
  tpp: { clientId: 'tpp', name: words, company: '株式会社', registration: '1', returnTo },
  progress: (['login', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'] as const).map((place) => ({
    place,
    state: 'todo',
  })),
  step,
  allowed,
  expiresAt: '2026-11-22T10:15:00Z',
  serverTime: '2026-11-22T10:00:00Z',
});

const redirect = (location: string): HttpAnswer => ({ status: 303, location, contentType: '', body: '' });
const reply = (value: Reply): HttpAnswer => json(200, value);
const shows = (value: Snapshot): HttpAnswer => reply({ kind: 'snapshot', snapshot: value });
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

let http: ScriptedHttp;
let views: View[];
let opened: string[];
let offered: readonly IdentityView[];
let pem: string;
let remembered: string[];
let attemptsClosed: number;
let flow: ConsentFlow;
let timer: FakeTimer;
let keeping: Promise<boolean>;
let receiptsKept: Receipt[];

beforeAll(async () => {
  const pki = await ensurePki(mkdtempSync(join(tmpdir(), 'renkei-flow-')), { now: () => new Date() });
  pem = pki.server.certPem;
});

beforeEach(() => {
  http = new ScriptedHttp();
  views = [];
  opened = [];
  offered = [identity];
  attemptsClosed = 0;
  remembered = [];
  timer = new FakeTimer();
  keeping = Promise.resolve(true);
  receiptsKept = [];
  const certificates: CertificateLogin = {
    begin: () =>
      Promise.resolve({
        offered: offered.map(({ id }) => ({ id, pem })),
        choose: () => Promise.resolve(http),
        close: () => {
          attemptsClosed += 1;
          return Promise.resolve();
        },
      }),
  };
  flow = new ConsentFlow({
    profile,
    connect: () => http,
    login: {
      certificates,
      tokens: new FakeTokenReader([]),
      leftOut: () => Promise.resolve([]),
      remembered: { get: () => null, set: (fingerprint) => void remembered.push(fingerprint) },
      readerTime: 120_000,
      now: () => new Date(),
    },
    judge: {
      describe: () => identity,
      reason: () => null,
      markReplaced: (listed) => listed,
      moduleName: (id) => ({ ja: id, en: id }),
    },
    keypads: new Keypads(
      (pad) => pad,
      () => undefined,
    ),
    openBrowser: (url) => {
      opened.push(url);
      return Promise.resolve(true);
    },
    onView: (view) => views.push(view),
    monotonic: () => 0,
    after: timer.after,
    keeping: {
      keyring: () => ({ kind: 'kept' }),
      receipt: (receipt) => {
        receiptsKept.push(receipt);
        return keeping;
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
});

/** 「OK」 on the certificate confirmation that shows now. */
const confirm = async (): Promise<View> => {
  const { screen } = flow.view();
  if (screen.kind !== 'certificates') throw new Error(`no certificates to confirm, but ${screen.kind}`);
  return await flow.login.confirm(screen.attempt, identity.id);
};

const openAt = async (shown: Snapshot): Promise<View> => {
  http.will(redirect(`/interaction/${uid}`), shows(shown));
  return await flow.start(request);
};

describe('a flow', () => {
  it('goes from the link to the login, to the steps, and hands the browser back', async () => {
    expect((await openAt(snapshot(0, certificateStep))).screen).toEqual({ kind: 'login' });
    expect((await flow.login.start()).screen).toMatchObject({ kind: 'certificates', identities: [identity] });
    http.will(shows(snapshot(1, resultStep, ['confirm-result', 'cancel'])));
    const step = await confirm();
    expect(step.screen).toMatchObject({ kind: 'step', snapshot: { step: resultStep, remainingSeconds: 900 } });
    expect(attemptsClosed).toBe(1);
    expect(remembered).toHaveLength(1);
    const end = `${returnTo}?code=abc&state=s&iss=x`;
    http.will(reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }), redirect(end));
    const done = await flow.send({ flow: flowId, revision: 1 }, { kind: 'confirm-result' });
    expect(done.screen).toEqual({ kind: 'done', outcome: 'permitted', handedBack: true });
    expect(done.tpp?.returnTo).toBe(returnTo);
    expect(opened).toEqual([end]);
    expect(http.closed).toBe(true);
  });

  it('shows neither the ticket nor the code in any view', async () => {
    await openAt(snapshot(0, certificateStep));
    http.will(reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }));
    http.will(redirect(`${returnTo}?code=the-code`));
    await flow.cancel();
    expect(JSON.stringify(views)).not.toContain('t'.repeat(43));
    expect(JSON.stringify(views)).not.toContain('the-code');
  });

  it('numbers its views upward', async () => {
    await openAt(snapshot(0, certificateStep));
    await flow.login.start();
    const numbers = views.map((view) => view.sequence);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  it('goes on in its step after a refusal that leaves it open', async () => {
    await openAt(snapshot(3, resultStep, ['confirm-result', 'cancel']));
    const again = snapshot(4, resultStep, ['confirm-result', 'cancel']);
    http.will(problem({ code: 'pin.wrong', triesLeft: 2, snapshot: again }));
    const view = await flow.send({ flow: flowId, revision: 3 }, { kind: 'confirm-result' });
    expect(view.screen).toMatchObject({ kind: 'step', snapshot: { revision: 4 } });
    expect(view.notice).toEqual({ code: 'pin.wrong', recovery: 'retry', triesLeft: 2, reference: 'SRV0-0001' });
  });

  it('cancels at the server, and the TPP hears of it', async () => {
    await openAt(snapshot(2, resultStep));
    const end = `${returnTo}?error=access_denied&state=s`;
    http.will(reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }), redirect(end));
    expect((await flow.cancel()).screen).toMatchObject({ kind: 'done', outcome: 'cancelled' });
    expect(http.sent.at(-2)?.body).toEqual({ flow: flowId, revision: 2, command: { kind: 'cancel' } });
    expect(opened).toEqual([end]);
  });

  it('cancels what stands, when a command had moved the flow on', async () => {
    await openAt(snapshot(2, resultStep));
    http.will(problem({ code: 'flow.conflict', snapshot: snapshot(3, resultStep) }));
    http.will(reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }));
    http.will(redirect(`${returnTo}?error=access_denied`));
    expect((await flow.cancel()).screen).toMatchObject({ kind: 'done', outcome: 'cancelled' });
    expect(http.sent.at(-2)?.body).toMatchObject({ revision: 3 });
  });

  it('sends a button once, however often it is pressed', async () => {
    await openAt(snapshot(1, resultStep, ['confirm-result', 'cancel']));
    http.will(shows(snapshot(2, resultStep)));
    const press = (): Promise<View> => flow.send({ flow: flowId, revision: 1 }, { kind: 'confirm-result' });
    await Promise.all([press(), press(), press()]);
    expect(http.sent.filter((sent) => sent.method === 'POST')).toHaveLength(1);
  });

  it('drops an answer that comes after the customer has left', async () => {
    await openAt(snapshot(1, resultStep, ['confirm-result', 'cancel']));
    let release: (answer: HttpAnswer) => void = () => undefined;
    http.will(new Promise((resolve) => (release = resolve)));
    const late = flow.send({ flow: flowId, revision: 1 }, { kind: 'confirm-result' });
    http.will(reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }));
    http.will(redirect(`${returnTo}?error=access_denied`));
    await flow.cancel();
    release(shows(snapshot(2, resultStep)));
    expect((await late).screen).toMatchObject({ kind: 'done', outcome: 'cancelled' });
  });

  it('keeps its place when a second link arrives', async () => {
    await openAt(snapshot(1, resultStep));
    const view = await flow.start(request);
    expect(view.screen.kind).toBe('step');
    expect(view.notice?.code).toBe('link.busy');
    expect(http.sent).toHaveLength(2);
  });
});

describe('the receipt of a permission', () => {
  const consentStep: Step = {
    kind: 'consent',
    company: '株式会社さくら商事',
    accounts: [{ id: 'account-0001', branch: words, type: 'ordinary', last3: '123', holder: 'サクラ' }],
    services: [{ id: 'balance', kind: 'inquiry', label: words, accounts: ['account-0001'] }],
    leftOut: [],
    endsOn: '2027-02-20',
    days: 90,
    intent: { version: '2026-11-01', text: words },
    existing: null,
  };
  const permit = async (): Promise<View> => {
    await openAt(snapshot(4, consentStep, ['permit', 'cancel']));
    http.will(
      reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }),
      redirect(`${returnTo}?code=abc`),
    );
    return await flow.send({ flow: flowId, revision: 4 }, { kind: 'permit', intentVersion: '2026-11-01' });
  };
  const number = '20261122-X2RE-GDX2';

  it.each([
    [true, 'this-pc'],
    [false, 'memory'],
  ] as const)('is shown with the number it is kept by, and where (%s: %s)', async (there, kept) => {
    let release: (there: boolean) => void = () => undefined;
    keeping = new Promise((resolve) => (release = resolve));
    const receipt = { number, decidedAt: '2026-11-22T10:00:00.000Z' };
    expect((await permit()).screen).toMatchObject({ kind: 'done', receipt: { ...receipt, kept: null } });
    expect(receiptsKept.map((each) => each.number)).toEqual([number]);
    release(there);
    await new Promise((resolve) => setImmediate(resolve));
    expect(flow.view().screen).toMatchObject({ kind: 'done', receipt: { ...receipt, kept } });
    expect((await flow.returnToTpp()).screen).toMatchObject({ receipt: { number } });
  });

  it('is none when nothing was permitted', async () => {
    await openAt(snapshot(4, consentStep, ['refuse', 'cancel']));
    http.will(
      reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }),
      redirect(`${returnTo}?error=access_denied`),
    );
    const done = await flow.send({ flow: flowId, revision: 4 }, { kind: 'refuse' });
    expect(done.screen).toEqual({ kind: 'done', outcome: 'refused', handedBack: true });
    expect(receiptsKept).toEqual([]);
  });
});

describe('without a network', () => {
  const away = (): Error => new NetworkError('net::ERR_INTERNET_DISCONNECTED');
  const alive = json(200, { issuer: profile.issuer });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const pause = async (...answers: (HttpAnswer | Error)[]): Promise<View> => {
    http.will(...answers);
    timer.next();
    await settle();
    return flow.view();
  };
  const press = (revision: number): Promise<View> => flow.send({ flow: flowId, revision }, { kind: 'confirm-result' });
  const commands: Snapshot['allowed'] = ['confirm-result', 'cancel'];

  it('the step stays and goes on by itself; what was never carried out is shown as before', async () => {
    await openAt(snapshot(1, resultStep, commands));
    http.will(away());
    expect(await press(1)).toMatchObject({ connection: 'offline', notice: null, screen: { kind: 'step' } });
    expect((await pause(away())).connection).toBe('offline');
    const back = await pause(alive, shows(snapshot(1, resultStep, commands)));
    expect(back).toMatchObject({ connection: 'online', screen: { kind: 'step', snapshot: { revision: 1 } } });
    expect(views.filter(({ screen }) => screen.kind === 'opening')).toHaveLength(1); // at the start only
    expect(timer.pending).toBe(0);
    expect(http.sent.filter(({ method }) => method === 'POST')).toHaveLength(1); // nothing is sent twice
  });

  it('a command that had arrived: its answer is given again, and the flow ends as it would have', async () => {
    await openAt(snapshot(1, resultStep, commands));
    http.will(away());
    await press(1);
    const end = `${returnTo}?code=abc`;
    const done = await pause(
      alive,
      reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }),
      redirect(end),
    );
    expect(done.screen).toMatchObject({ kind: 'done', outcome: 'permitted' });
    expect([opened, timer.pending]).toEqual([[end], 0]);
  });

  it('a server that answers and is gone again is asked further', async () => {
    await openAt(snapshot(1, resultStep, commands));
    http.will(away());
    await press(1);
    expect(await pause(alive, away())).toMatchObject({ connection: 'offline', screen: { kind: 'step' } });
    expect(await pause(alive, shows(snapshot(2, resultStep, commands)))).toMatchObject({
      connection: 'online',
      screen: { snapshot: { revision: 2 } },
    });
  });

  it('a link that could not be opened is opened by itself, and the failure keeps its number meanwhile', async () => {
    http.will(away());
    const { screen } = await flow.start(request);
    expect(screen).toMatchObject({ kind: 'failed', failure: { code: 'environment.offline' } });
    http.will(away());
    expect((await flow.retry()).screen).toEqual(screen);
    const back = await pause(alive, redirect(`/interaction/${uid}`), shows(snapshot(0, certificateStep)));
    expect(back).toMatchObject({ connection: 'online', screen: { kind: 'login' } });
  });

  it('the certificate could not be presented: 手順1 stays where it is', async () => {
    await openAt(snapshot(0, certificateStep));
    await flow.login.start();
    http.will(away());
    expect(await confirm()).toMatchObject({ connection: 'offline', screen: { kind: 'login' } });
    expect(await pause(alive, shows(snapshot(1, resultStep, commands)))).toMatchObject({
      connection: 'online',
      screen: { kind: 'step', snapshot: { revision: 1 } },
    });
  });

  it('a certificate that is being chosen is not taken off the screen', async () => {
    await openAt(snapshot(0, certificateStep));
    await flow.login.start();
    http.will(away());
    await confirm();
    await flow.login.start();
    expect(await pause(alive)).toMatchObject({ connection: 'online', screen: { kind: 'certificates' } });
  });

  it('leaving needs the server: the wish is said, nothing is lost, and the TPP hears of a cancel that had arrived', async () => {
    await openAt(snapshot(1, resultStep, commands));
    http.will(away());
    expect(await flow.cancel()).toMatchObject({ connection: 'offline', screen: { kind: 'step' } });
    const done = await pause(
      alive,
      reply({ kind: 'resume', location: `${profile.issuer}/authorize/${uid}` }),
      redirect(`${returnTo}?error=access_denied`),
    );
    expect(done.screen).toMatchObject({ kind: 'done', outcome: 'cancelled' });
  });

  it('asks no more once another link has taken the place of the one that could not be opened', async () => {
    http.will(away());
    await flow.start(request);
    await flow.close();
    expect([timer.pending, flow.view().connection]).toEqual([0, 'online']);
  });
});

describe('a reader that asks for a PIN', () => {
  const pin = { label: 'IC', tries: 'normal', length: { min: 4, max: 8 }, onReader: true, remainingMs: 5000 } as const;
  const screen = {
    kind: 'token-pin',
    attempt: 'a',
    identity: null,
    pin,
    retry: false,
    skippable: false,
    stopped: null,
  } as const;
  const remaining = (age: number): number | null => {
    const shown = agedScreen(screen, age);
    return shown.kind === 'token-pin' ? shown.pin.remainingMs : null;
  };
  it('has less and less time, whenever the window asks', () => {
    expect([remaining(0), remaining(2500), remaining(9000)]).toEqual([5000, 2500, 0]);
  });
});

describe('what goes wrong', () => {
  it('a link that is not one', async () => {
    const view = await flow.start(null);
    expect(view.screen).toMatchObject({ kind: 'failed', failure: { code: 'link.invalid' }, canRetry: false });
  });

  it('no connection: the same request can be tried again', async () => {
    http.will(new NetworkError('net::ERR_CONNECTION_REFUSED'));
    const view = await flow.start(request);
    expect(view.screen).toMatchObject({ kind: 'failed', failure: { code: 'environment.offline' }, canRetry: true });
    http.will(redirect(`/interaction/${uid}`), shows(snapshot(0, certificateStep)));
    expect((await flow.retry()).screen).toEqual({ kind: 'login' });
  });

  it('no connection in the middle: the step stays, and the retry asks where the flow stands', async () => {
    await openAt(snapshot(1, resultStep, ['confirm-result', 'cancel']));
    http.will(new NetworkError('net::ERR_CONNECTION_RESET'));
    const away = await flow.send({ flow: flowId, revision: 1 }, { kind: 'confirm-result' });
    expect(away).toMatchObject({ connection: 'offline', screen: { kind: 'step', snapshot: { revision: 1 } } });
    http.will(shows(snapshot(2, resultStep)));
    expect(await flow.retry()).toMatchObject({
      connection: 'online',
      screen: { kind: 'step', snapshot: { revision: 2 } },
    });
  });

  it('no certificate in the store', async () => {
    await openAt(snapshot(0, certificateStep));
    offered = [];
    expect((await flow.login.start()).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'certificate.none-found' },
      canRetry: true,
    });
    expect(attemptsClosed).toBe(1);
  });

  it('a certificate the server refuses: another can be chosen', async () => {
    await openAt(snapshot(0, certificateStep));
    await flow.login.start();
    http.will(problem({ code: 'certificate.not-this-user' }));
    const view = await confirm();
    expect(view.screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'certificate.not-this-user', reference: 'SRV0-0001' },
      canRetry: true,
    });
    http.will(shows(snapshot(0, certificateStep)));
    expect((await flow.retry()).screen).toEqual({ kind: 'login' });
  });

  it.each([
    ['somewhere else', redirect('https://evil.example/?code=x')],
    ['a resume to another origin', reply({ kind: 'resume', location: 'https://evil.example/authorize/x' })],
    ['not JSON', { status: 200, location: null, contentType: 'text/html', body: '<html>' }],
    [
      'a snapshot with a field more',
      json(200, { kind: 'snapshot', snapshot: { ...snapshot(1, resultStep), extra: 1 } }),
    ],
    ['a problem without a known code', problem({ code: 'made.up' as Problem['code'] })],
  ])('the server answers with %s: nothing is opened, nothing crashes', async (_what, answer) => {
    await openAt(snapshot(1, resultStep, ['confirm-result', 'cancel']));
    http.will(answer);
    const view = await flow.send({ flow: flowId, revision: 1 }, { kind: 'confirm-result' });
    expect(view.screen.kind).toBe('failed');
    expect(opened).toEqual([]);
  });

  it('a server that may be another: the TPP is not told through it', async () => {
    await openAt(snapshot(1, resultStep, ['confirm-result', 'cancel']));
    http.will(new NetworkError('net::ERR_CERT_AUTHORITY_INVALID'));
    const view = await flow.send({ flow: flowId, revision: 1 }, { kind: 'confirm-result' });
    const untrusted = { kind: 'failed', failure: { code: 'environment.server-untrusted' }, canReturn: false };
    expect(view.screen).toMatchObject(untrusted);
    const asked = http.sent.length;
    expect((await flow.returnToTpp()).screen).toMatchObject(untrusted);
    expect(http.sent.length).toBe(asked);
  });

  it('redirects without end', async () => {
    http.will(...Array.from({ length: 20 }, () => redirect(`/interaction/${uid}`)));
    const view = await flow.start(request);
    expect(view.screen).toMatchObject({ kind: 'failed', failure: { code: 'environment.server-error' } });
    expect(http.sent.length).toBeLessThan(12);
  });
});
