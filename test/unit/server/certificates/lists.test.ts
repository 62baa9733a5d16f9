import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listSource } from '../../../../server/certificates/list-source.ts';
import { listSettingsSchema } from '../../../../server/certificates/revocation-config.ts';
import { standingClock } from '../clock.ts';
import { giving, openCaServer, type CaServer } from './ca-server.ts';
import { issue, listPem, read, signList, x509, year, type Party } from './pki.ts';

const log = pino({ level: 'silent' });
const minute = 60_000;
const start = Date.parse('2026-07-08T01:30:00Z');
const at = (minutes: number): Date => new Date(start + minutes * minute);

let ca: CaServer;
let root: Party;
let issuing: Party;
let clock: ReturnType<typeof standingClock>;
beforeAll(async () => {
  ca = await openCaServer();
  root = await issue({ subject: 'CN=Root', ca: true, from: 2020, to: 2040 });
  issuing = await issue({ subject: 'CN=Issuing', ca: true, issuer: root, from: 2020, to: 2040 });
});
afterAll(() => ca.close());
beforeEach(() => {
  clock = standingClock();
  ca.asked.length = 0;
});

const pointing = (...urls: string[]) => [new x509.CRLDistributionPointsExtension(urls)];
const person = (...urls: string[]) =>
  issue({ subject: 'CN=taro', issuer: issuing, serial: '00c0ffee', more: urls.length > 0 ? pointing(...urls) : [] });
const source = (settings: Record<string, unknown> = {}) =>
  listSource(listSettingsSchema.parse({ hosts: [ca.host], timeoutMs: 10_000, ...settings }), { clock, log });
const list = (serials: readonly string[], from = 0, to = 120) =>
  signList({ authority: issuing, serials, thisUpdate: at(from), nextUpdate: at(to) });
const listUrl = () => `${ca.origin}/issuing.crl`;

describe('revocation lists', () => {
  it('are fetched from where the certificate says, and tell revoked from good', async () => {
    const taro = read(await person(listUrl()));
    ca.answer = giving(await list(['c0ffee']));
    expect(await source().answer(taro, read(issuing))).toBe('revoked');
    ca.answer = giving(await list(['c0ffef', '00c0']));
    expect(await source().answer(taro, read(issuing))).toBe('good');
    expect(ca.asked).toEqual(['GET /issuing.crl', 'GET /issuing.crl']);
  });

  it('are kept, fetched once for many at once, and again before they end', async () => {
    const taro = read(await person(listUrl()));
    const lists = source({ refreshBeforeMinutes: 30, maximumAgeMinutes: 10_000 });
    ca.answer = giving(await list([]));
    const answers = await Promise.all(Array.from({ length: 20 }, async () => lists.answer(taro, read(issuing))));
    expect(new Set(answers)).toEqual(new Set(['good']));
    clock.forward(89 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('good');
    expect(ca.asked).toHaveLength(1);
    ca.answer = giving(await list(['c0ffee'], 85, 200));
    clock.forward(2 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('revoked');
    expect(ca.asked).toHaveLength(2);
  });

  it('are fetched again at the configured age, however long they say they are good', async () => {
    const taro = read(await person(listUrl()));
    const lists = source({ maximumAgeMinutes: 15 });
    ca.answer = giving(await list([], 0, 100_000));
    expect(await lists.answer(taro, read(issuing))).toBe('good');
    ca.answer = giving(await list(['c0ffee'], 14, 100_000));
    clock.forward(14 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('good');
    clock.forward(2 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('revoked');
  });

  it('are good until their nextUpdate when no new one can be had, and silent after it', async () => {
    const taro = read(await person(listUrl()));
    const lists = source();
    ca.answer = giving(await list([]));
    expect(await lists.answer(taro, read(issuing))).toBe('good');
    ca.answer = (_body, _request, response) => void response.writeHead(500).end();
    clock.forward(119 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('good');
    clock.forward(2 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('silent');
  });

  it('are good for longer where the bank allows it', async () => {
    const taro = read(await person(listUrl()));
    const lists = source({ graceMinutes: 30 });
    ca.answer = giving(await list([]));
    await lists.answer(taro, read(issuing));
    ca.answer = (_body, _request, response) => void response.writeHead(500).end();
    clock.forward(149 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('good');
    clock.forward(2 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('silent');
  });

  it('do not take a revocation back with an older list', async () => {
    const taro = read(await person(listUrl()));
    const lists = source({ maximumAgeMinutes: 10 });
    ca.answer = giving(await list(['c0ffee'], 0, 500));
    expect(await lists.answer(taro, read(issuing))).toBe('revoked');
    ca.answer = giving(await list([], -10, 500));
    clock.forward(11 * minute);
    expect(await lists.answer(taro, read(issuing))).toBe('revoked');
    expect(ca.asked).toHaveLength(2);
  });

  it('are not asked for again for a while after a failure', async () => {
    const taro = read(await person(listUrl()));
    const lists = source();
    ca.answer = (_body, _request, response) => void response.writeHead(500).end();
    for (let logins = 0; logins < 5; logins += 1) expect(await lists.answer(taro, read(issuing))).toBe('silent');
    expect(ca.asked).toHaveLength(1);
    ca.answer = giving(await list([]));
    clock.forward(31_000);
    expect(await lists.answer(taro, read(issuing))).toBe('good');
  });

  it.each<[string, () => Promise<Buffer>]>([
    [
      'signed by somebody else',
      () => signList({ authority: issuing, signer: root, thisUpdate: at(0), nextUpdate: at(60) }),
    ],
    ['of another CA', () => signList({ authority: root, thisUpdate: at(0), nextUpdate: at(60) })],
    ['without nextUpdate', () => signList({ authority: issuing, thisUpdate: at(0) })],
    ['out of date', () => list([], -120, -1)],
    ['of tomorrow', () => list([], 1440, 2880)],
    [
      'only a delta',
      () =>
        signList({
          authority: issuing,
          thisUpdate: at(0),
          nextUpdate: at(60),
          extensions: [new x509.Extension('2.5.29.27', true, new Uint8Array([0x02, 0x01, 0x01]))],
        }),
    ],
    [
      'with an unknown critical extension',
      () =>
        signList({
          authority: issuing,
          thisUpdate: at(0),
          nextUpdate: at(60),
          extensions: [new x509.Extension('1.2.3.4', true, new Uint8Array([0x05, 0x00]))],
        }),
    ],
    [
      'about CAs only',
      () =>
        signList({
          authority: issuing,
          thisUpdate: at(0),
          nextUpdate: at(60),
          // IssuingDistributionPoint { onlyContainsCACerts [2] TRUE }
          extensions: [new x509.Extension('2.5.29.28', true, new Uint8Array([0x30, 0x03, 0x82, 0x01, 0xff]))],
        }),
    ],
    [
      'an indirect one',
      () =>
        signList({
          authority: issuing,
          thisUpdate: at(0),
          nextUpdate: at(60),
          // IssuingDistributionPoint { indirectCRL [4] TRUE }
          extensions: [new x509.Extension('2.5.29.28', true, new Uint8Array([0x30, 0x03, 0x84, 0x01, 0xff]))],
        }),
    ],
    ['no list at all', () => Promise.resolve(Buffer.from('<html>Not found</html>'))],
    ['empty', () => Promise.resolve(Buffer.alloc(0))],
  ])('say nothing when the list is %s', async (_what, make) => {
    ca.answer = giving(await make());
    expect(await source().answer(read(await person(listUrl())), read(issuing))).toBe('silent');
    expect(ca.asked).toHaveLength(1);
  });

  it('are usable when they are about customers only, for customers', async () => {
    // IssuingDistributionPoint { onlyContainsUserCerts [1] TRUE }
    const extensions = [new x509.Extension('2.5.29.28', true, new Uint8Array([0x30, 0x03, 0x81, 0x01, 0xff]))];
    const authority = issuing;
    ca.answer = giving(await signList({ authority, thisUpdate: at(0), nextUpdate: at(60), extensions }));
    expect(await source().answer(read(await person(listUrl())), read(issuing))).toBe('good');
  });

  it('must be signed by a CA that may sign lists', async () => {
    const usage = x509.KeyUsageFlags.keyCertSign;
    const mute = await issue({ subject: 'CN=Mute', ca: true, issuer: root, usage, from: 2020, to: 2040 });
    const taro = await issue({ subject: 'CN=taro', issuer: mute, more: pointing(listUrl()) });
    ca.answer = giving(await signList({ authority: mute, thisUpdate: at(0), nextUpdate: at(60) }));
    expect(await source().answer(read(taro), read(mute))).toBe('silent');
  });

  it('may be PEM, and may be at hand instead of fetched', async () => {
    const taro = read(await person());
    ca.answer = giving(Buffer.from(listPem(await list(['c0ffee']))));
    expect(await source({ urls: [listUrl()] }).answer(taro, read(issuing))).toBe('revoked');
    const atHand = source({ lists: [listPem(await list(['c0ffee']))] });
    expect(await atHand.answer(taro, read(issuing))).toBe('revoked');
    expect(ca.asked).toHaveLength(1);
  });

  it('have a size and a time limit', async () => {
    const taro = read(await person(listUrl()));
    const serials = Array.from({ length: 200 }, (_, index) => (0x100000 + index).toString(16));
    ca.answer = giving(await list(serials));
    expect(await source({ maximumBytes: 1024 }).answer(taro, read(issuing))).toBe('silent');
    expect(await source().answer(taro, read(issuing))).toBe('good');
    // Headers and the first byte, and then nothing any more.
    ca.answer = (_body, _request, response) => void response.write('0');
    expect(await source({ timeoutMs: 100 }).answer(taro, read(issuing))).toBe('silent');
  });
});

describe('the address of a list', () => {
  it('is only followed to hosts the bank has named, and to no other scheme', async () => {
    const internal = await openCaServer();
    internal.answer = giving(await list([]));
    const taro = read(
      await person(
        `http://${internal.host}/latest/meta-data`,
        'file:///etc/passwd',
        `ldap://${ca.host}/cn=issuing`,
        `http://user:secret@${ca.host}/issuing.crl`,
      ),
    );
    expect(await source().answer(taro, read(issuing))).toBe('silent');
    expect([...internal.asked, ...ca.asked]).toEqual([]);
    await internal.close();
  });

  it('is not followed any further when it redirects', async () => {
    const internal = await openCaServer();
    internal.answer = giving(await list([]));
    ca.answer = (_body, _request, response) => void response.writeHead(302, { location: `${internal.origin}/` }).end();
    expect(await source().answer(read(await person(listUrl())), read(issuing))).toBe('silent');
    expect(internal.asked).toEqual([]);
    await internal.close();
  });

  it('may be one of several: the next one is asked when the first has nothing usable', async () => {
    const good = await list(['c0ffee']);
    ca.answer = (_body, request, response) => {
      if (request.url !== '/issuing.crl') response.statusCode = 503;
      response.end(good);
    };
    const taro = read(await person(`${ca.origin}/mirror.crl`, listUrl()));
    expect(await source().answer(taro, read(issuing))).toBe('revoked');
    expect(ca.asked).toEqual(['GET /mirror.crl', 'GET /issuing.crl']);
  });

  it('is the configured one for a certificate that names none', async () => {
    const untouched = year(2026);
    ca.answer = giving(await signList({ authority: root, thisUpdate: untouched, nextUpdate: at(60) }));
    expect(await source({ urls: [`${ca.origin}/root.crl`] }).answer(read(issuing), read(root))).toBe('good');
    expect(ca.asked).toEqual(['GET /root.crl']);
  });
});
