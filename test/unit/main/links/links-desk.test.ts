import { createHash } from 'node:crypto';
import { CompactSign } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReceiptClaims } from '../../../../server/contract/links.ts';
import { sessionRequestHash } from '../../../../server/links/session/log-in.ts';
import type { HttpAnswer } from '../../../../src-main/consent/http.ts';
import type { View } from '../../../../src-main/contract/views.ts';
import { askedIn, type LinksDesk } from '../../../../src-main/links/links-desk.ts';
import { signingServer } from '../../../support/attested-key.ts';
import {
  away,
  certificateStep,
  DeskStage,
  ended,
  identity,
  link,
  listed,
  opened,
  profile,
  session,
  snapshot,
  words,
} from '../../../support/desk-stage.ts';
import { json, problem, type ScriptedHttp } from '../../../support/scripted-http.ts';

const other = link({ id: 'link-fedcba9876543210' });

let stage: DeskStage;
let http: ScriptedHttp;
let desk: LinksDesk;

beforeEach(async () => {
  stage = await DeskStage.open();
  ({ http, desk } = stage);
});

describe('the login', () => {
  it('goes by certificate and password to the list, and shows neither ticket nor key', async () => {
    http.will(json(201, snapshot(0, certificateStep)));
    expect(await desk.open()).toMatchObject({ task: 'links', tpp: null, screen: { kind: 'login' } });
    const { screen } = await desk.login.start();
    if (screen.kind !== 'certificates') throw new Error('no certificates');
    http.will(json(200, snapshot(1, stage.passwordStep, ['submit-password', 'close'])));
    const asked = await desk.login.confirm(screen.attempt, identity.id);
    expect(asked.screen).toMatchObject({ kind: 'links-password', triesLeft: 6, session: { remainingSeconds: 900 } });
    http.will(json(200, { keys: [stage.server.publicJwk] }), opened, listed([link()]));
    const list = await stage.submit(stage.enter(8));
    expect(list.screen).toMatchObject({ kind: 'links', member: { role: 'member' }, links: [link()], more: false });
    expect(http.sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /links/sessions',
      'POST /certificate',
      'GET /jwks',
      'POST /links/session/commands',
      'GET /links',
    ]);
    expect(JSON.stringify(stage.views)).not.toContain('t'.repeat(43));
    expect(JSON.stringify(stage.views)).not.toContain('attestation');
    const numbers = stage.views.map(({ sequence }) => sequence);
    expect(numbers).toEqual([...new Set(numbers)].sort((one, two) => one - two));
  });

  it('binds a proof to the session as the server asks for it', () => {
    const hash = createHash('sha256').update(askedIn(session), 'ascii').digest('base64url');
    expect(hash).toBe(sessionRequestHash(session));
  });

  it('seals the password to a key that is signed for this very session, and to no other', async () => {
    await stage.toPassword();
    const pad = stage.enter(8);
    const foreign = await signingServer(profile.issuer, 'another');
    http.will(json(200, { keys: [foreign.publicJwk] }));
    expect((await stage.submit(pad)).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'keypad.key-untrusted' },
    });
    expect(http.sent.at(-1)?.url).toContain('/jwks');
  });

  it('a wrong password: the tries that are left, and once more', async () => {
    await stage.toPassword();
    const again = snapshot(2, { ...stage.passwordStep, triesLeft: 5 }, ['submit-password', 'close']);
    http.will(
      json(200, { keys: [stage.server.publicJwk] }),
      problem({ code: 'login.wrong-password', triesLeft: 5, snapshot: again }),
    );
    const view = await stage.submit(stage.enter(8));
    expect(view.notice).toMatchObject({ code: 'login.wrong-password', triesLeft: 5 });
    expect(view.screen).toMatchObject({ kind: 'links-password', session: { revision: 2 }, triesLeft: 5 });
  });

  it('a locked ID: the end, with the reference of the server', async () => {
    await stage.toPassword();
    const stopped = snapshot(2, { kind: 'stopped', code: 'login.locked' });
    http.will(json(200, { keys: [stage.server.publicJwk] }), problem({ code: 'login.locked', snapshot: stopped }));
    expect((await stage.submit(stage.enter(8))).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'login.locked', reference: 'SRV0-0001' },
      canRetry: false,
    });
  });

  it('can be left at any time: the server ends the session, and an answer that comes later shows nothing', async () => {
    await stage.toPassword();
    let release: (answer: HttpAnswer) => void = () => undefined;
    http.will(json(200, { keys: [stage.server.publicJwk] }), new Promise((resolve) => (release = resolve)));
    const late = stage.submit(stage.enter(8));
    await expect.poll(() => http.sent.at(-1)?.url).toContain('/commands');
    http.will({ status: 204, location: null, contentType: '', body: '' });
    await desk.close();
    const shown = stage.views.length;
    release(opened);
    await late;
    expect(desk.isOpen).toBe(false);
    expect(stage.views).toHaveLength(shown);
    expect(http.sent.at(-1)?.body).toMatchObject({ session, command: { kind: 'close' } });
    expect(http.closed).toBe(true);
  });
});

describe('the links', () => {
  it('come page by page', async () => {
    await stage.toPassword();
    http.will(json(200, { keys: [stage.server.publicJwk] }), opened, listed([link()], 'the-cursor'));
    expect((await stage.submit(stage.enter(8))).screen).toMatchObject({ more: true });
    http.will(listed([other]));
    expect((await desk.more()).screen).toMatchObject({ links: [{ id: link().id }, { id: other.id }], more: false });
    expect(http.sent.at(-1)?.url).toContain('cursor=the-cursor');
  });

  it('one is ended, once, however often the button is pressed; the list knows it', async () => {
    await stage.logIn(link(), other);
    http.will(json(200, link()));
    expect((await desk.show(link().id)).screen).toMatchObject({ kind: 'link', just: null });
    http.will(json(200, ended));
    const [first] = await Promise.all([desk.revoke(link().id), desk.revoke(link().id)]);
    expect(first.screen).toMatchObject({ kind: 'link', just: { kind: 'ended' }, link: { status: 'ended' } });
    expect(http.sent.filter(({ url }) => url.endsWith('/revocation'))).toHaveLength(1);
    http.will(listed([ended, other]));
    expect((await desk.list()).screen).toMatchObject({ kind: 'links', links: [{ status: 'ended' }, {}] });
  });

  it('one that is gone: said above the list, which stays', async () => {
    await stage.logIn(link());
    http.will(problem({ code: 'request.not-found' }));
    expect(await desk.show(link().id)).toMatchObject({
      screen: { kind: 'links' },
      notice: { code: 'request.not-found' },
    });
  });

  it('a session that is over: the reason, and a new login on request', async () => {
    await stage.logIn(link());
    http.will(problem({ code: 'authorization.timed-out' }));
    expect((await desk.show(link().id)).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'authorization.timed-out' },
      canRetry: true,
      canReturn: false,
    });
    stage.next.will(json(201, snapshot(0, certificateStep)));
    expect((await desk.retry()).screen).toEqual({ kind: 'login' });
    expect(http.closed).toBe(true);
  });

  it('an emergency stop ends it at once', async () => {
    await stage.logIn(link());
    http.will(problem({ code: 'login.emergency-stop' }));
    expect((await desk.list()).screen).toMatchObject({ kind: 'failed', canRetry: false });
  });
});

describe('without a network', () => {
  it('what shows stays; a revocation that had arrived is shown when the server answers again', async () => {
    await stage.logIn(link());
    http.will(json(200, link()));
    await desk.show(link().id);
    http.will(away());
    expect(await desk.revoke(link().id)).toMatchObject({
      connection: 'offline',
      screen: { kind: 'link', link: { status: 'active' }, just: null },
    });
    expect(await stage.back(opened, json(200, ended))).toMatchObject({
      connection: 'online',
      screen: { kind: 'link', link: { status: 'ended' } },
    });
    expect(http.sent.filter(({ url }) => url.endsWith('/revocation'))).toHaveLength(1); // nothing is sent twice
    expect(stage.timer.pending).toBe(0);
  });

  it('from the start: the login follows by itself', async () => {
    http.will(away());
    expect((await desk.open()).screen).toMatchObject({ kind: 'failed', failure: { code: 'environment.offline' } });
    expect((await stage.back(json(201, snapshot(0, certificateStep)))).screen).toEqual({ kind: 'login' });
  });

  it('a password that may have arrived is asked for again, or not, as the server says', async () => {
    await stage.toPassword();
    http.will(json(200, { keys: [stage.server.publicJwk] }), away());
    expect(await stage.submit(stage.enter(8))).toMatchObject({
      connection: 'offline',
      screen: { kind: 'links-password' },
    });
    expect((await stage.back(opened, listed([link()]))).screen).toMatchObject({ kind: 'links' });
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
    reduced: null,
    intent: { version: '2026-11-01', text: words('確認') },
    decided_at: '2026-11-22T09:00:00Z',
    ends_on: '2027-02-20',
  };
  const signed = (over: Partial<ReceiptClaims> = {}, by = stage.server, typ = 'consent-receipt+jwt'): Promise<string> =>
    new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claims, ...over })))
      .setProtectedHeader({ alg: 'ES256', kid: 'signer-1', typ })
      .sign(by.privateKey);
  const asked = async (receipt: string): Promise<View> => {
    await stage.logIn(link());
    http.will(json(200, { receipt }));
    return await desk.receipt(link().id);
  };

  it('is shown when the bank signed it, with the number this PC knows it by', async () => {
    stage.kept = [
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
    ['that is something else', () => signed({}, stage.server, 'JWT')],
    ['that is none', () => Promise.resolve('aaaa.bbbb.cccc')],
  ])('%s is not believed', async (_what, make) => {
    expect((await asked(await make())).screen).toMatchObject({
      kind: 'failed',
      failure: { code: 'environment.server-untrusted' },
    });
  });
});
