import { createHmac, X509Certificate } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../server/contract/problem.ts';
import { snapshotSchema } from '../../../server/contract/snapshot.ts';
import { issueLeaf } from '../../../server/mock/pki/leaf.ts';
import { createRoot, loadAuthority } from '../../../server/mock/pki/authority.ts';
import { authorityAlgorithm, generateKeys, privateKeyPem } from '../../../server/mock/pki/keys.ts';
import { distinguishedName, x509 } from '../../../server/mock/pki/x509.ts';
import {
  claimsFor,
  derOf,
  makeProof,
  newHolder,
  problemOf,
  requestHashOf,
  sendProof,
  x5cOf,
  type Holder,
} from '../../support/proof.ts';
import { beginJourney, walkThrough, type Journey } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
let taro: Holder;
let rsa: Holder;
let journey: Journey;
beforeAll(async () => {
  test = await openTestWorld();
  taro = await newHolder(test.world, 'keiri-taro');
  rsa = await newHolder(test.world, 'kanri-hanako', { algorithm: 'RSA' });
  journey = await beginJourney(test.world, { identity: null });
});
afterAll(async () => {
  await journey.close();
  await test.close();
});

const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);
const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = (holder: Holder, alg: string) => ({ alg, typ: 'cert-pop+jwt', x5c: x5cOf(holder) });

/** Sends a proof in the flow at hand and answers its refusal; the flow must still wait for a certificate afterwards. */
async function refusal(proof: string, flow = journey): Promise<string> {
  const answer = await sendProof(flow, proof);
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  const problem = problemOf(answer);
  expect(snapshotSchema.parse(problem.snapshot).step.kind).toBe('certificate');
  await flow.app.reload();
  expect(flow.app.snapshot.step.kind).toBe('certificate');
  return `${problem.code}: ${problem.detail ?? ''}`;
}

describe('a proof of possession', () => {
  it.each([
    ['ES256', 'keiri-taro', () => taro],
    ['PS256', 'kanri-hanako', () => rsa],
    ['RS256', 'kanri-hanako', () => rsa],
  ] as const)('logs in with %s, without mutual TLS', async (alg, personaId, holder) => {
    const flow = await beginJourney(test.world, { personaId, identity: null });
    const answer = await sendProof(flow, await makeProof(flow, holder(), { alg }));
    expect(answer.status, answer.text).toBe(200);
    await flow.app.reload();
    expect(flow.app.step('password').member.name).toBe(flow.persona.name);
    await flow.close();
  });

  it('leads through the whole flow, and the TPP is told that a token’s key was used', async () => {
    const flow = await beginJourney(test.world, { identity: null });
    await sendProof(flow, await makeProof(flow, taro));
    await flow.app.reload();
    const { tokens } = await flow.tpp.finish((await walkThrough(flow)).location, flow.started);
    expect(tokens.claims()?.['amr']).toEqual(['hwk', 'pwd', 'mfa']);
    await flow.close();

    const mutual = await beginJourney(test.world);
    const granted = await mutual.tpp.finish((await walkThrough(mutual)).location, mutual.started);
    expect(granted.tokens.claims()?.['amr']).toEqual(['pop', 'pwd', 'mfa']);
    await mutual.close();
  });

  it('makes the flow that of the certificate’s owner, whoever began it', async () => {
    const flow = await beginJourney(test.world, { personaId: 'keiri-taro', identity: null });
    await sendProof(flow, await makeProof(flow, rsa, { alg: 'PS256' }));
    await flow.app.reload();
    expect(flow.app.step('password').member.name).toBe('管理 花子');
    await expect(flow.app.submitPassword(flow.persona.loginPassword)).rejects.toMatchObject({
      problem: { code: 'login.wrong-password' },
    });
    await flow.close();
  });

  it('needs no chain beside the leaf', async () => {
    const flow = await beginJourney(test.world, { identity: null });
    const [leaf] = x5cOf(taro);
    const answer = await sendProof(flow, await makeProof(flow, taro, { header: { x5c: [leaf] } }));
    expect(answer.status, answer.text).toBe(200);
    await flow.close();
  });
});

describe('a proof is refused, and the flow stays where it is', () => {
  const wrongClaims: readonly (readonly [string, () => Record<string, unknown>, RegExp])[] = [
    ['another nonce', () => ({ nonce: 'x'.repeat(43) }), /^flow\.conflict/],
    ['no nonce', () => ({ nonce: undefined }), /^request\.invalid.*shape/],
    ['another audience', () => ({ aud: 'https://auth.example.jp' }), /another server/],
    ['the certificate endpoint as audience', () => ({ aud: test.world.certificateOrigin }), /another server/],
    ['an audience among others', () => ({ aud: [test.world.issuer] }), /shape/],
    ['another flow', () => ({ cid: 'f'.repeat(24) }), /another flow/],
    ['another request', () => ({ req: requestHashOf(journey).split('').reverse().join('') }), /another request/],
    ['the end behind it', () => ({ iat: seconds(-70), exp: seconds(-10) }), /expired/],
    ['its beginning in the future', () => ({ iat: seconds(30), exp: seconds(90) }), /future/],
    ['too long a life', () => ({ exp: seconds(121) }), /too long/],
    ['an end before its beginning', () => ({ exp: seconds(-1) }), /too long/],
    ['no end', () => ({ exp: undefined }), /shape/],
    ['another claim', () => ({ jti: 'x' }), /shape/],
  ];
  const seconds = (from: number): number => Number(claimsFor(journey)['iat']) + from;

  it.each(wrongClaims)('with %s', async (_what, claims, reason) => {
    expect(await refusal(await makeProof(journey, taro, { claims: claims() }))).toMatch(reason);
  });

  const wrongHeaders: readonly (readonly [string, () => Record<string, unknown>, RegExp])[] = [
    ['another type', () => ({ typ: 'JWT' }), /shape/],
    ['no chain', () => ({ x5c: undefined }), /shape/],
    ['an empty chain', () => ({ x5c: [] }), /shape/],
    ['a key of its own choosing', () => ({ jwk: { kty: 'EC' } }), /shape/],
    ['an address to fetch a key from', () => ({ x5u: 'https://evil.example/key' }), /shape/],
    ['an unknown critical header', () => ({ crit: ['exp'], exp: 1 }), /shape/],
    ['another leaf', () => ({ x5c: x5cOf(rsa) }), /algorithm/],
    ['something else than certificates', () => ({ x5c: [Buffer.from('hello').toString('base64')] }), /chain/],
    ['a chain that is none', () => ({ x5c: [x5cOf(taro)[0], derOf(test.world.pki.other.pem)] }), /chain/],
    ['more certificates than any chain has', () => ({ x5c: Array.from({ length: 6 }, () => x5cOf(taro)[0]) }), /shape/],
  ];
  it.each(wrongHeaders)('with %s in its header', async (_what, change, reason) => {
    const right = await makeProof(journey, taro);
    const [, payload = ''] = right.split('.');
    // The library would refuse to sign some of these: signed by hand, so that only the header is wrong.
    const changed = b64({ ...header(taro, 'ES256'), ...change() });
    const signature = await signEs256(`${changed}.${payload}`, taro);
    expect(await refusal(`${changed}.${payload}.${signature}`)).toMatch(reason);
  });

  it('with another leaf whose key is of the same kind', async () => {
    const other = await newHolder(test.world, 'koza-tami');
    const proof = await makeProof(journey, taro, { header: { x5c: x5cOf(other) } });
    expect(await refusal(proof)).toMatch(/signature/);
  });

  it('without a signature, or with one of another algorithm', async () => {
    const payload = b64(claimsFor(journey));
    const publicPem = new X509Certificate(taro.certPem).publicKey.export({ type: 'spki', format: 'pem' });
    const withNone = `${b64(header(taro, 'none'))}.${payload}.`;
    const macInput = `${b64(header(taro, 'HS256'))}.${payload}`;
    const mac = createHmac('sha256', publicPem).update(macInput).digest('base64url');
    expect(await refusal(withNone)).toMatch(/shape/);
    expect(await refusal(`${macInput}.${mac}`)).toMatch(/shape/);
    for (const alg of ['ES384', 'ES512', 'PS512', 'EdDSA', 'RS1', 'es256']) {
      const input = `${b64(header(taro, alg))}.${payload}`;
      expect(await refusal(`${input}.${await signEs256(input, taro)}`), alg).toMatch(/shape/);
    }
  });

  it('with an algorithm that is not the key’s', async () => {
    const payload = b64(claimsFor(journey));
    for (const [holder, alg] of [
      [rsa, 'ES256'],
      [taro, 'PS256'],
      [taro, 'RS256'],
    ] as const) {
      const input = `${b64(header(holder, alg))}.${payload}`;
      expect(await refusal(`${input}.${await signEs256(input, taro)}`), alg).toMatch(/algorithm/);
    }
  });

  it('when it was tampered with', async () => {
    const [head = '', , signature = ''] = (await makeProof(journey, taro)).split('.');
    const payload = b64({ ...claimsFor(journey), exp: seconds(100) });
    expect(await refusal(`${head}.${payload}.${signature}`)).toMatch(/signature/);
    const right = await makeProof(journey, taro);
    const wrong = `${right.slice(0, -4)}${right.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    expect(await refusal(wrong)).toMatch(/signature/);
  });

  it('when it is too large, or no proof at all', async () => {
    const large = await sendProof(journey, `${b64({ pad: 'x'.repeat(24_000) })}.${b64({})}.${b64({})}`);
    expect(problemOf(large).code).toBe('request.invalid');
    const larger = await sendProof(journey, 'x'.repeat(70_000));
    expect([larger.status, problemOf(larger).code]).toEqual([413, 'request.too-large']);
    for (const text of ['', 'hello', 'a.b', 'a.b.c.d', 'a.b.c']) {
      expect(problemOf(await sendProof(journey, text)).code, text).toBe('request.invalid');
    }
  });

  it('without the interaction’s cookie, and without the app’s header', async () => {
    const proof = await makeProof(journey, taro);
    const elsewhere = await beginJourney(test.world, { identity: null });
    const { uid } = journey.app;
    const answer = await elsewhere.app.send(`/interaction/${uid}/certificate-proof`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ proof }),
    });
    expect(answer.status).toBe(404);
    await elsewhere.close();
  });

  it('when its nonce belongs to another flow', async () => {
    const other = await beginJourney(test.world, { identity: null });
    const { nonce } = claimsFor(other);
    expect(await refusal(await makeProof(journey, taro, { claims: { nonce } }))).toMatch(/^flow\.conflict/);
    expect(await refusal(await makeProof(other, taro), journey)).toMatch(/another flow/);
    await other.close();
  });
});

describe('a nonce', () => {
  it('is good for one proof, of however many sent at once', async () => {
    const flow = await beginJourney(test.world, { identity: null });
    const proof = await makeProof(flow, taro);
    const answers = await Promise.all(Array.from({ length: 8 }, () => sendProof(flow, proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
    expect((await sendProof(flow, proof)).status).toBe(409);
    await flow.close();
  });

  it('is used up by a proof whose certificate is refused; the refusal brings the next one', async () => {
    const flow = await beginJourney(test.world, { identity: null });
    const stranger = await newHolder(test.world, null);
    const before = flow.app.step('certificate').proof?.nonce;
    const proof = await makeProof(flow, stranger);
    expect(await refusal(proof, flow)).toMatch(/^certificate\.not-this-user/);
    expect(flow.app.step('certificate').proof?.nonce).not.toBe(before);
    expect(await refusal(proof, flow)).toMatch(/^flow\.conflict/);
    expect((await sendProof(flow, await makeProof(flow, taro))).status).toBe(200);
    await flow.close();
  });

  it('stays good after a proof that was not signed by its certificate, and across a restart', async () => {
    const flow = await beginJourney(test.world, { identity: null });
    const proof = await makeProof(flow, taro);
    expect(await refusal(`${proof.slice(0, -6)}AAAAAA`, flow)).toMatch(/signature/);
    await test.restart();
    expect((await sendProof(flow, proof)).status).toBe(200);
    await test.restart();
    expect((await sendProof(flow, proof)).status).toBe(409);
    await flow.close();
  });

  it('dies with the flow’s time', async () => {
    const flow = await beginJourney(test.world, { identity: null });
    test.clock.forward(16);
    const iat = Math.floor(test.clock.now().getTime() / 1000);
    const proof = await makeProof(flow, taro, { claims: { iat, exp: iat + 60 } });
    const answer = await sendProof(flow, proof);
    expect(problemOf(answer).code).toBe('authorization.timed-out');
    await flow.close();
  });
});

describe('the certificate of a proof is judged like one of mutual TLS', () => {
  const cases: readonly (readonly [ProblemCode, () => Promise<Holder>])[] = [
    ['certificate.wrong-issuer', () => newHolder(test.world, null, { issuer: 'other' })],
    ['certificate.expired', () => newHolder(test.world, 'keiri-taro', { notBefore: days(-400), notAfter: days(-1) })],
    ['certificate.not-yet-valid', () => newHolder(test.world, 'keiri-taro', { notBefore: days(2) })],
    ['certificate.wrong-usage', () => newHolder(test.world, 'keiri-taro', { eku: 'server' })],
    ['certificate.wrong-usage', () => newHolder(test.world, 'keiri-taro', { eku: 'none' })],
    ['certificate.not-this-user', () => newHolder(test.world, null)],
    [
      'certificate.revoked',
      async () => {
        const revoked = await newHolder(test.world, 'keiri-taro');
        await test.world.revocation.revoke(revoked.certPem);
        return revoked;
      },
    ],
    ['certificate.wrong-issuer', lookAlike],
    ['certificate.wrong-issuer', selfSigned],
  ];
  it.each(cases)('%s', async (code, holder) => {
    const flow = await beginJourney(test.world, { identity: null });
    expect(await refusal(await makeProof(flow, await holder()), flow)).toBe(`${code}: `);
    await flow.close();
  });
});

/** Same subject, issuer name and serial number as a registered certificate, signed by a CA that calls itself the same. */
async function lookAlike(): Promise<Holder> {
  const { subject, issuer, serialNumber } = new X509Certificate(taro.certPem);
  const value = (name: string, key: string): string => new RegExp(`${key}=(.*)`).exec(name)?.[1] ?? '';
  const twin = await loadAuthority(await createRoot(value(issuer, 'CN'), new Date(), 5, 0));
  expect(twin.certificate.subject).toBe(test.world.pki.clientIssuing.certificate.subject);
  const leaf = await issueLeaf({
    subject: distinguishedName([
      ['C', 'JP'],
      ['O', value(subject, 'O')],
      ['CN', value(subject, 'CN')],
    ]),
    issuer: twin,
    notBefore: days(-1),
    notAfter: days(300),
    usage: 'client',
    serial: serialNumber,
  });
  return { ...leaf, chainPem: twin.pem };
}

/** The subject and the serial number of a registered certificate, vouched for by nobody but itself. */
async function selfSigned(): Promise<Holder> {
  const { serialNumber } = new X509Certificate(taro.certPem);
  const { subjectName, extensions } = new x509.X509Certificate(taro.certPem);
  const keys = await generateKeys('EC');
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    name: subjectName,
    notBefore: days(-1),
    notAfter: days(300),
    signingAlgorithm: authorityAlgorithm,
    keys,
    extensions,
  });
  expect(certificate.subject).toBe(certificate.issuer);
  return { certPem: certificate.toString('pem'), keyPem: await privateKeyPem(keys.privateKey), chainPem: '' };
}

async function signEs256(input: string, { keyPem }: Holder): Promise<string> {
  const key = await jose.importPKCS8(keyPem, 'ES256');
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return Buffer.from(await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(input))).toString('base64url');
}
