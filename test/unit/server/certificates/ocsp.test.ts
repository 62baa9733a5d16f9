import { pino } from 'pino';
import { OCSPRequest } from 'pkijs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ocspSource } from '../../../../server/certificates/ocsp-source.ts';
import { nonceExtension } from '../../../../server/certificates/ocsp-question.ts';
import { ocspSettingsSchema } from '../../../../server/certificates/revocation-config.ts';
import type { X509Certificate } from 'node:crypto';
import { standingClock } from '../clock.ts';
import { openCaServer, type CaServer } from './ca-server.ts';
import { answerOcsp, type OcspWanted } from './ocsp-answers.ts';
import { issue, read, x509, type Party } from './pki.ts';

const log = pino({ level: 'silent' });
const minute = 60_000;
const start = Date.parse('2026-07-08T01:30:00Z');
const at = (minutes: number): Date => new Date(start + minutes * minute);
const noCheck = new x509.Extension('1.3.6.1.5.5.7.48.1.5', false, new Uint8Array([0x05, 0x00]));
const ocspSigning: string = x509.ExtendedKeyUsage.ocspSigning;

let ca: CaServer;
let issuing: Party;
let stranger: Party;
let delegate: Party;
let taro: X509Certificate;
let questions: Buffer[];
const clock = standingClock();

beforeAll(async () => {
  ca = await openCaServer();
  const root = await issue({ subject: 'CN=Root', ca: true, from: 2020, to: 2040 });
  issuing = await issue({ subject: 'CN=Issuing', ca: true, issuer: root, from: 2020, to: 2040 });
  stranger = await issue({ subject: 'CN=Issuing', ca: true, from: 2020, to: 2040 });
  delegate = await issue({ subject: 'CN=OCSP', issuer: issuing, serial: '0d', purpose: ocspSigning, more: [noCheck] });
  const more = [new x509.AuthorityInfoAccessExtension({ ocsp: `${ca.origin}/ocsp` })];
  taro = read(await issue({ subject: 'CN=taro', issuer: issuing, serial: '00c0ffee', more }));
});
afterAll(() => ca.close());
beforeEach(() => {
  questions = [];
  ca.asked.length = 0;
});

const source = (settings: Record<string, unknown> = {}) =>
  ocspSource(ocspSettingsSchema.parse({ hosts: [ca.host], timeoutMs: 10_000, ...settings }), { clock, log });

/** Lets the responder answer as told, from now on. */
function respond(wanted: Partial<OcspWanted> = {}): void {
  ca.answer = async (body, _request, response) => {
    questions.push(body);
    response.end(await answerOcsp(body, { signer: issuing, thisUpdate: at(0), nextUpdate: at(10), ...wanted }));
  };
}
const asking = (settings: Record<string, unknown> = {}) => source(settings).answer(taro, read(issuing));

describe('OCSP', () => {
  it.each(['good', 'revoked', 'unknown'] as const)('passes the answer %s on', async (status) => {
    respond({ status });
    expect(await asking()).toBe(status);
    expect(ca.asked).toEqual(['POST /ocsp']);
  });

  it('asks each time anew, with 32 fresh bytes that the answer must repeat', async () => {
    respond();
    const ocsp = source();
    await ocsp.answer(taro, read(issuing));
    await ocsp.answer(taro, read(issuing));
    const nonces = questions.map((question) => {
      const { tbsRequest } = OCSPRequest.fromBER(new Uint8Array(question));
      const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === nonceExtension);
      return Buffer.from(nonce?.extnValue.valueBlock.valueHexView ?? []).toString('hex');
    });
    expect(nonces).toHaveLength(2);
    // An OCTET STRING of 32 bytes (RFC 9654 §2.1).
    for (const nonce of nonces) expect(nonce).toMatch(/^0420[0-9a-f]{64}$/);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('believes the CA itself, and whom it named for this', async () => {
    respond({ by: 'name' });
    expect(await asking()).toBe('good');
    respond({ signer: delegate, certs: [delegate] });
    expect(await asking()).toBe('good');
    respond({ signer: delegate, certs: [delegate], by: 'name', status: 'revoked' });
    expect(await asking()).toBe('revoked');
  });

  it('believes nobody else', async () => {
    const from = (signer: Party): Partial<OcspWanted> => ({ signer, certs: [signer] });
    const wrong: [string, Partial<OcspWanted>][] = [
      ['a CA of the same name with another key', from(stranger)],
      ['a delegate whose certificate is not sent along', { signer: delegate }],
      ['the CA’s name with the delegate’s signature', { signer: delegate, certs: [delegate], named: issuing }],
      [
        'a delegate of a stranger',
        from(await issue({ subject: 'CN=OCSP', issuer: stranger, purpose: ocspSigning, more: [noCheck] })),
      ],
      ['a customer', from(await issue({ subject: 'CN=hanako', issuer: issuing, more: [noCheck] }))],
      [
        'a delegate out of date',
        from(
          await issue({
            subject: 'CN=Old',
            issuer: issuing,
            purpose: ocspSigning,
            more: [noCheck],
            from: 2024,
            to: 2025,
          }),
        ),
      ],
      [
        'a delegate whose own revocation nobody could check',
        from(await issue({ subject: 'CN=OCSP', issuer: issuing, purpose: ocspSigning })),
      ],
      [
        'a delegate whose key must not sign',
        from(
          await issue({
            subject: 'CN=OCSP',
            issuer: issuing,
            purpose: ocspSigning,
            usage: x509.KeyUsageFlags.keyEncipherment,
            more: [noCheck],
          }),
        ),
      ],
    ];
    for (const [who, wanted] of wrong) {
      respond(wanted);
      expect(await asking(), who).toBe('silent');
    }
    expect(questions).toHaveLength(wrong.length);
  });

  it.each<[string, Partial<OcspWanted>]>([
    ['about another certificate', { serial: 77 }],
    ['with another nonce', { nonce: 'other' }],
    ['without the nonce', { nonce: 'none' }],
    ['out of date', { thisUpdate: at(-60), nextUpdate: at(-5) }],
    ['from the future', { thisUpdate: at(5) }],
    ['an error (tryLater)', { responseStatus: 3 }],
  ])('does not count an answer that is %s', async (_what, wanted) => {
    respond(wanted);
    expect(await asking()).toBe('silent');
  });

  it('takes answers made in advance where the bank allows it, but never another one’s nonce', async () => {
    respond({ nonce: 'none' });
    expect(await asking({ nonce: 'optional' })).toBe('good');
    respond({ nonce: 'other' });
    expect(await asking({ nonce: 'optional' })).toBe('silent');
  });

  it('takes an answer without nextUpdate up to the configured age', async () => {
    const answering = (thisUpdate: Date) => {
      ca.answer = async (body, _request, response) =>
        void response.end(await answerOcsp(body, { signer: issuing, thisUpdate }));
    };
    answering(at(-29));
    expect(await asking({ maximumAgeMinutes: 30 })).toBe('good');
    answering(at(-32));
    expect(await asking({ maximumAgeMinutes: 30 })).toBe('silent');
  });

  it('does not count an answer that was tampered with, or is none', async () => {
    ca.answer = async (body, _request, response) => {
      const answer = await answerOcsp(body, {
        signer: issuing,
        status: 'revoked',
        thisUpdate: at(0),
        nextUpdate: at(10),
      });
      // One bit of the signature, which comes last.
      const last = answer.length - 1;
      answer[last] = (answer[last] ?? 0) ^ 1;
      response.end(answer);
    };
    expect(await asking()).toBe('silent');
    ca.answer = (_body, _request, response) => void response.end('<html>Not found</html>');
    expect(await asking()).toBe('silent');
  });

  it('has a time and a size limit, follows no redirect, and calls no host the bank has not named', async () => {
    ca.answer = () => undefined;
    expect(await asking({ timeoutMs: 100 })).toBe('silent');
    ca.answer = (_body, _request, response) => void response.end(Buffer.alloc(3000));
    expect(await asking({ maximumBytes: 2048 })).toBe('silent');
    ca.answer = (_body, _request, response) => void response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await asking()).toBe('silent');
    expect(ca.asked).toEqual(['POST /ocsp', 'POST /ocsp', 'POST /ocsp']);
    expect(await asking({ hosts: ['ocsp.example.jp'] })).toBe('silent');
    expect(ca.asked).toHaveLength(3);
  });

  it('asks the configured responder whatever the certificate says', async () => {
    respond();
    expect(await asking({ hosts: [], url: `${ca.origin}/own` })).toBe('good');
    expect(ca.asked).toEqual(['POST /own']);
  });

  it('has nothing to do with CAs', () => {
    expect(source().answer(read(issuing), read(stranger))).toBeNull();
  });
});
