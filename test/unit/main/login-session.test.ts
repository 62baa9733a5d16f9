import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensurePki, type TestPki } from '../../../server/mock/pki.ts';
import { issueClientCertificate, type ClientCertificate } from '../../../server/mock/pki/client-certificate.ts';
import type { AskStorePin } from '../../../src-main/identity/certificate-login.ts';
import { certificateJudge } from '../../../src-main/identity/judge.ts';
import type { LoginHooks, LoginScreen, Proven } from '../../../src-main/identity/login-ports.ts';
import { LoginSession } from '../../../src-main/identity/login-session.ts';
import type { TokenModule } from '../../../src-main/policy/profile.ts';
import { FakeTokenReader } from '../../support/fake-token-reader.ts';

const now = (): Date => new Date();
const fake: TokenModule = {
  id: 'fake',
  name: { ja: 'テスト用トークン', en: 'Test token' },
  path: {},
  sha256: null,
  letters: false,
};
const pin = (text: string): Uint8Array => Buffer.from(text);

let pki: TestPki;
let person: ClientCertificate;
let ended: ClientCertificate;
let reader: FakeTokenReader;
let session: LoginSession;
let screens: LoginScreen[];
let proofs: Proven[];
let failures: string[];
let inStore: readonly string[];
let askPin: AskStorePin;
let closed: number;
let storeWaits: Promise<unknown>;

beforeAll(async () => {
  pki = await ensurePki(mkdtempSync(join(tmpdir(), 'renkei-login-')), { now });
  const who = { commonName: '経理 太郎', company: '株式会社さくら商事' };
  const day = 86_400_000;
  person = await issueClientCertificate(pki, { ...who, algorithm: 'EC' });
  const [from, to] = [new Date(Date.now() - 400 * day), new Date(Date.now() - 35 * day)];
  ended = await issueClientCertificate(pki, { ...who, unit: '旧', notBefore: from, notAfter: to });
});

const shown = (): LoginScreen => {
  const last = screens.at(-1);
  if (last === undefined) throw new Error('nothing was shown');
  return last;
};
const choose = async (): Promise<void> => {
  const screen = shown();
  if (screen.kind !== 'certificates') throw new Error(`no list but ${screen.kind}`);
  await session.confirm(screen.identities[0]?.id ?? '');
};
/** Waits for what a change of the tokens brings about. */
const until = async (kind: LoginScreen['kind']): Promise<void> => {
  while (shown().kind !== kind) await new Promise((resolve) => setImmediate(resolve));
};

beforeEach(() => {
  storeWaits = Promise.resolve();
  [screens, proofs, failures, inStore, closed] = [[], [], [], [], 0];
  const object = (id: string, { certPem, keyPem }: ClientCertificate) => ({ id, label: id, certPem, keyPem });
  reader = new FakeTokenReader([
    { label: 'ICトークン', pin: '1234', objects: [object('01', person), object('02', ended)] },
  ]);
  const hooks: LoginHooks = {
    show: (screen) => screens.push(screen),
    proven: (proven) => {
      proofs.push(proven);
      return Promise.resolve();
    },
    failed: (code) => failures.push(code),
    broken: (error) => {
      throw error;
    },
  };
  const http = { send: () => Promise.reject(new Error('not here')), close: () => Promise.resolve() };
  session = new LoginSession(
    {
      certificates: {
        begin: async (_origin, ask) => {
          askPin = ask;
          await storeWaits;
          return {
            offered: inStore.map((pem, index) => ({ id: `store-0123456789-${String(index)}`, pem })),
            choose: () => Promise.resolve(http),
            close: () => {
              closed += 1;
              return Promise.resolve();
            },
          };
        },
      },
      tokens: reader,
      leftOut: () => Promise.resolve([]),
      remembered: { get: () => null, set: () => undefined },
      readerTime: 120_000,
      now,
    },
    certificateJudge([], [fake], now),
    {
      origin: 'https://certificate.bank.example',
      proof: { nonce: 'n'.repeat(43), audience: 'https://auth.bank.example', flow: 'flow', request: 'hash' },
      serverNow: () => new Date('2026-11-22T10:00:00Z'),
    },
    hooks,
  );
});

describe('a login by token', () => {
  it('lists what is usable, and what is not with its reason', async () => {
    await session.start();
    const screen = shown();
    if (screen.kind !== 'certificates') throw new Error('no list');
    expect(screen.identities).toMatchObject([
      { holder: '経理 太郎', place: 'token', token: { label: 'ICトークン', module: fake.name } },
    ]);
    expect(screen.leftOut).toMatchObject([{ reason: 'expired', place: 'token' }]);
  });

  it('asks for the PIN and signs a proof that the certificate’s key verifies', async () => {
    await session.start();
    await choose();
    expect(shown()).toMatchObject({ kind: 'token-pin', retry: false, pin: { tries: 'normal', onReader: false } });
    expect(session.pinLimit()).toBe(255);
    await session.unlock(pin('1234'));
    const [proven] = proofs;
    if (proven?.way !== 'token') throw new Error('no proof');
    expect(decodeProtectedHeader(proven.proof)).toMatchObject({ typ: 'cert-pop+jwt', alg: 'ES256' });
    const leaf = decodeProtectedHeader(proven.proof).x5c?.[0] ?? '';
    expect(new X509Certificate(Buffer.from(leaf, 'base64')).fingerprint256).toBe(
      new X509Certificate(person.certPem).fingerprint256,
    );
    const { payload } = await compactVerify(proven.proof, createPublicKey(person.certPem));
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({
      nonce: 'n'.repeat(43),
      aud: 'https://auth.bank.example',
      cid: 'flow',
      req: 'hash',
      iat: Date.parse('2026-11-22T10:00:00Z') / 1000,
      exp: Date.parse('2026-11-22T10:02:00Z') / 1000,
    });
    expect(JSON.stringify(screens)).not.toContain('1234');
  });

  it('tells a wrong PIN by what is left of the tries, down to the lock', async () => {
    await session.start();
    await choose();
    await session.unlock(pin('0000'));
    expect(shown()).toMatchObject({ kind: 'token-pin', retry: true, pin: { tries: 'low' } });
    await session.unlock(pin('0000'));
    expect(shown()).toMatchObject({ kind: 'token-pin', retry: true, pin: { tries: 'final' } });
    await session.unlock(pin('0000'));
    expect(failures).toEqual(['token.pin-locked']);
    expect(proofs).toEqual([]);
  });

  it('says before asking that the token is locked', async () => {
    await session.start();
    expect(shown()).toMatchObject({ identities: [{ token: { label: 'ICトークン' } }] });
    expect(JSON.stringify(shown())).not.toContain('locked');
    reader.change('ICトークン', { triesLeft: 0 });
    await session.reload();
    expect(shown()).toMatchObject({ identities: [{ token: { label: 'ICトークン', locked: true } }] });
    await choose();
    expect(failures).toEqual(['token.pin-locked']);
    expect(screens.some(({ kind }) => kind === 'token-pin')).toBe(false);
  });

  it('waits for a token that was pulled while it signed, and goes on when it is back', async () => {
    await session.start();
    await choose();
    reader.next('sign', () => {
      reader.change('ICトークン', { present: false });
    });
    await session.unlock(pin('1234'));
    expect(shown()).toMatchObject({ kind: 'token-removed', label: 'ICトークン' });
    reader.change('ICトークン', { present: true });
    await until('token-pin');
    await session.unlock(pin('1234'));
    expect(proofs).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  it('waits for a token that was pulled from the list, and lists it again', async () => {
    await session.start();
    reader.change('ICトークン', { present: false });
    await until('token-removed');
    expect(shown()).toMatchObject({ label: 'ICトークン' });
    reader.change('ICトークン', { present: true });
    await until('certificates');
    expect(failures).toEqual([]);
  });

  it('waits for a token that was pulled while it was read', async () => {
    reader.change('ICトークン', { present: false });
    reader.moduleFailures.set('fake', 'token.removed');
    await session.start();
    expect(shown()).toMatchObject({ kind: 'token-removed', label: '' });
    reader.moduleFailures.clear();
    reader.change('ICトークン', { present: true });
    await until('certificates');
    expect(failures).toEqual([]);
  });

  it('notices a token that is pulled while its PIN is asked', async () => {
    await session.start();
    await choose();
    reader.change('ICトークン', { present: false });
    await until('token-removed');
  });

  it('leaves the PIN to a reader with keys of its own', async () => {
    reader.readerPin = '1234';
    await session.start();
    await choose();
    expect(screens.some((screen) => screen.kind === 'token-pin' && screen.pin.onReader)).toBe(true);
    expect(proofs).toHaveLength(1);
  });

  it('lists a token that is put in afterwards', async () => {
    inStore = [(await issueClientCertificate(pki, { commonName: '総務 花子', company: '株式会社さくら商事' })).certPem];
    reader.change('ICトークン', { present: false });
    await session.start();
    const count = (): number => {
      const screen = shown();
      return screen.kind === 'certificates' ? screen.identities.length : 0;
    };
    expect(count()).toBe(1);
    reader.change('ICトークン', { present: true });
    while (count() < 2) await new Promise((resolve) => setImmediate(resolve));
    await session.close();
    expect(closed).toBe(1);
  });
});

describe('modules that take their time', () => {
  const certificates = (): Extract<LoginScreen, { kind: 'certificates' }> => {
    const screen = shown();
    if (screen.kind !== 'certificates') throw new Error(`no list but ${screen.kind}`);
    return screen;
  };
  let other: ClientCertificate;
  beforeAll(async () => {
    other = await issueClientCertificate(pki, { commonName: '総務 花子', company: '株式会社さくら商事' });
  });

  it('shows what the store has at once, names who still looks, and adds what comes at the end', async () => {
    inStore = [other.certPem];
    const answers = Promise.withResolvers<undefined>();
    reader.next('list', () => answers.promise);
    const starting = session.start();
    await until('certificates');
    expect(certificates()).toMatchObject({ identities: [{ holder: '総務 花子' }], pendingModules: [fake.name] });
    answers.resolve(undefined);
    await starting;
    expect(certificates().identities.map(({ holder }) => holder)).toEqual(['総務 花子', '経理 太郎']);
    expect(certificates().pendingModules).toEqual([]);
  });

  it('lets the customer go on with what is there', async () => {
    inStore = [other.certPem];
    const answers = Promise.withResolvers<undefined>();
    reader.next('list', () => answers.promise);
    const starting = session.start();
    await until('certificates');
    await choose();
    expect(proofs).toMatchObject([{ way: 'mutual-tls' }]);
    answers.resolve(undefined);
    await starting;
    expect(shown().kind).toBe('proving');
  });

  it('with nothing to choose yet, says on the reading screen who still looks', async () => {
    const answers = Promise.withResolvers<undefined>();
    reader.next('list', () => answers.promise);
    const starting = session.start();
    while (screens.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(shown()).toEqual({ kind: 'reading-certificates', pendingModules: [fake.name] });
    answers.resolve(undefined);
    await starting;
    expect(certificates().identities).toHaveLength(1);
  });

  it('names a module that failed in the end', async () => {
    inStore = [other.certPem];
    reader.moduleFailures.set('slow', 'token.module-failed');
    await session.start();
    expect(certificates()).toMatchObject({
      pendingModules: [],
      modulesMissing: [{ module: { ja: 'slow', en: 'slow' }, code: 'token.module-failed' }],
    });
  });

  it('drops what an earlier reading still brings', async () => {
    inStore = [other.certPem];
    const answers = Promise.withResolvers<undefined>();
    reader.next('list', () => answers.promise);
    const starting = session.start();
    await until('certificates');
    reader.change('ICトークン', { present: false });
    await session.reload();
    reader.change('ICトークン', { present: true });
    while (certificates().identities.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const before = screens.length;
    answers.resolve(undefined);
    await starting;
    expect(screens).toHaveLength(before);
  });
});

describe('a reader with keys of its own', () => {
  it('says how long it waits', async () => {
    reader.readerPin = '1234';
    await session.start();
    await choose();
    expect(screens).toContainEqual(expect.objectContaining({ kind: 'token-pin', stopped: null }));
    const asked = screens.find(({ kind }) => kind === 'token-pin');
    expect(asked).toMatchObject({ pin: { onReader: true, remainingMs: 120_000 } });
  });

  it('says that its time is over, and asks again', async () => {
    reader.readerPin = '1234';
    reader.readerTimesOut = true;
    await session.start();
    await choose();
    const stopped = shown();
    expect(stopped).toMatchObject({ kind: 'token-pin', stopped: 'token.pin-timed-out', pin: { remainingMs: null } });
    expect(failures).toEqual([]);
    reader.readerTimesOut = false;
    await session.confirm('somebody-elses-certificate');
    expect(shown()).toBe(stopped);
    if (stopped.kind === 'token-pin') await session.confirm(stopped.identity?.id ?? '');
    expect(proofs).toHaveLength(1);
  });

  it('says that its cancel key was pressed, and does not ask again by itself', async () => {
    reader.readerPin = null;
    await session.start();
    await choose();
    expect(shown()).toMatchObject({ kind: 'token-pin', stopped: 'token.pin-cancelled', pin: { tries: 'normal' } });
    reader.change('ICトークン', { present: false });
    await until('token-removed');
  });

  it('is left at once for another certificate', async () => {
    reader.readerPin = '1234';
    await session.start();
    reader.next('sign', () => new Promise(() => undefined));
    const confirming = choose();
    await until('token-pin');
    await session.reload();
    await confirming;
    expect(shown().kind).toBe('certificates');
    expect(failures).toEqual([]);
  });
});

describe('a login by the store', () => {
  it('shows a certificate once that the token has, too, and takes it by mutual TLS', async () => {
    inStore = [person.certPem];
    await session.start();
    expect(shown()).toMatchObject({ kind: 'certificates', identities: [{ place: 'os-store' }] });
    await choose();
    expect(proofs).toMatchObject([{ way: 'mutual-tls' }]);
  });

  it('asks the PIN of a token in the store on the same screen, and forgets the question when it is left', async () => {
    inStore = [person.certPem];
    await session.start();
    const asked = askPin('NSSトークン', false);
    expect(shown()).toMatchObject({ kind: 'token-pin', identity: null, pin: { label: 'NSSトークン' } });
    await session.unlock(pin('1234'));
    expect(Buffer.from((await asked) ?? []).toString()).toBe('1234');
    const again = askPin('NSSトークン', true);
    await session.close();
    expect(await again).toBeNull();
  });

  it('reads without a token whose PIN is not given, and does not ask for it again', async () => {
    inStore = [person.certPem];
    const begun = Promise.withResolvers<undefined>();
    storeWaits = begun.promise;
    const starting = session.start();
    const asked = askPin('NSSトークン', false);
    expect(shown()).toMatchObject({ kind: 'token-pin', skippable: true });
    session.skipToken();
    expect([await asked, await askPin('NSSトークン', false)]).toEqual([null, null]);
    expect(shown().kind).toBe('reading-certificates');
    begun.resolve(undefined);
    await starting;
    await choose();
    const signing = askPin('NSSトークン', false);
    expect(shown()).toMatchObject({ kind: 'token-pin', skippable: false, identity: { holder: '経理 太郎' } });
    await session.close();
    expect([await signing, await askPin('NSSトークン', false)]).toEqual([null, null]);
  });

  it('fails plainly when there is nothing at all', async () => {
    reader.change('ICトークン', { present: false });
    await session.start();
    expect(failures).toEqual(['certificate.none-found']);
  });

  it('names the module that did not answer when there is nothing else', async () => {
    reader.change('ICトークン', { present: false });
    reader.moduleFailures.set('fake', 'token.module-missing');
    await session.start();
    expect(failures).toEqual(['token.module-missing']);
  });
});
