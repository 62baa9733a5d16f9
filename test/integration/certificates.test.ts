import { request, Agent } from 'undici';
import { get } from 'node:https';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../server/contract/problem.ts';
import { openListener } from '../../server/mock/listener.ts';
import { certificateTls } from '../../server/mock/tls-options.ts';
import { issueClientCertificate, type ClientCertificateRequest } from '../../server/mock/pki/client-certificate.ts';
import { personaIdentity, type Identity } from '../support/app-client.ts';
import { beginJourney } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

async function made(request: Partial<ClientCertificateRequest>): Promise<Identity> {
  const certificate = await issueClientCertificate(test.world.pki, {
    commonName: '経理 太郎',
    company: '株式会社さくら商事',
    ...request,
  });
  return { cert: certificate.certPem + certificate.chainPem, key: certificate.keyPem };
}

const cases: readonly (readonly [string, ProblemCode, () => Promise<Identity> | null])[] = [
  ['no certificate', 'certificate.none', () => null],
  ['another bank’s certificate', 'certificate.wrong-issuer', () => made({ issuer: 'other' })],
  ['an expired certificate', 'certificate.expired', () => made({ notBefore: inDays(-400), notAfter: inDays(-1) })],
  ['one that is not valid yet', 'certificate.not-yet-valid', () => made({ notBefore: inDays(2) })],
  ['a server certificate', 'certificate.wrong-usage', () => made({ eku: 'server' })],
  ['a certificate without a purpose', 'certificate.wrong-usage', () => made({ eku: 'none' })],
  ['one that is registered for nobody', 'certificate.not-this-user', () => made({})],
];

describe('手順1-①', () => {
  it.each(cases)('%s is refused with its own code, and the flow stays where it is', async (_name, code, identity) => {
    const journey = await beginJourney(test.world, { identity: await identity() });
    await expect(journey.app.presentCertificate()).rejects.toMatchObject({ problem: { code } });
    await journey.app.reload();
    expect(journey.app.snapshot.step.kind).toBe('certificate');
    await journey.close();
  });

  it('accepts an RSA certificate once the bank has registered it', async () => {
    const { certificateName } = await import('../../server/certificates/certificate-name.ts');
    const certificate = await issueClientCertificate(test.world.pki, {
      commonName: '管理 花子',
      company: 'みどり製作所株式会社',
      algorithm: 'RSA',
    });
    const { issuerHash, serial } = certificateName(certificate.certPem);
    await test.world.database
      .insertInto('certificates')
      .values({ issuer_hash: issuerHash, serial, member_id: 'kanri-hanako' })
      .execute();
    const journey = await beginJourney(test.world, {
      identity: { cert: certificate.certPem + certificate.chainPem, key: certificate.keyPem },
    });
    await journey.app.presentCertificate();
    expect(journey.app.step('password').member.name).toBe('管理 花子');
    await journey.close();
  });

  it('wants the ticket of the flow', async () => {
    const journey = await beginJourney(test.world);
    await expect(journey.app.presentCertificate('x'.repeat(43))).rejects.toMatchObject({ status: 404 });
    await expect(journey.app.presentCertificate('short')).rejects.toMatchObject({
      problem: { code: 'request.invalid' },
    });
    const { ticket } = journey.app.step('certificate');
    await journey.app.presentCertificate(ticket);
    const again = journey.app.postCertificate(JSON.stringify({ ticket }));
    expect((await again).status).toBeGreaterThanOrEqual(400);
    await journey.close();
  });
});

describe('the certificate listener', () => {
  // A handler that tells whose certificate it sees, behind exactly the TLS settings of the certificate endpoint.
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('sees the certificate on every new connection (%s)', async (version) => {
    const listener = await openListener({
      port: 0,
      tls: certificateTls(test.world.pki),
      handle: ({ socket }, response) => {
        if (!(socket instanceof TLSSocket)) throw new Error('no TLS');
        const who = socket.getPeerCertificate().subject.CN;
        response.end(JSON.stringify({ who, resumed: socket.isSessionReused() }));
      },
    });
    const identity = await personaIdentity(test.world, 'keiri-taro');
    let session: Buffer | undefined;
    const ask = (): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const outgoing = get(
          {
            host: 'localhost',
            port: listener.port,
            agent: false,
            ca: test.world.pki.serverCa.pem,
            minVersion: version,
            maxVersion: version,
            ...identity,
            ...(session ? { session } : {}),
          },
          (response) => {
            response.setEncoding('utf8').once('data', (text: string) => {
              resolve(JSON.parse(text));
            });
          },
        );
        outgoing.once('error', reject);
        outgoing.once('socket', (socket) => {
          // Whatever the server offers for resuming is tried on the next connection.
          socket.on('session', (given: Buffer) => (session = given));
        });
      });
    for (let connections = 0; connections < 3; connections += 1) {
      expect(await ask()).toEqual({ who: '経理 太郎', resumed: false });
    }
    await listener.close();
  });

  it('offers the names of the customers’ authorities only', async () => {
    const { port } = new URL(test.world.certificateOrigin);
    const { execFile } = await import('node:child_process');
    const output = await new Promise<string>((resolve) => {
      const child = execFile(
        'openssl',
        ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost', '-nameopt', 'utf8', '-tls1_2'],
        (_error, stdout) => {
          resolve(stdout);
        },
      );
      child.stdin?.end();
    });
    const names = /Acceptable client certificate CA names\n([\s\S]*?)\n(?:Client|Requested)/
      .exec(output)?.[1]
      ?.split('\n');
    expect(names).toHaveLength(2);
    expect(names?.join()).toMatch(/法人ルート認証局[\s\S]*法人認証局 G2|法人認証局 G2[\s\S]*法人ルート認証局/);
  });

  it('greets without a certificate, and knows no other path', async () => {
    const dispatcher = new Agent({ connect: { ca: test.world.pki.serverCa.pem } });
    const hello = await request(`${test.world.certificateOrigin}/hello`, { dispatcher });
    expect(hello.statusCode).toBe(200);
    expect(hello.headers['content-type']).toContain('text/html');
    await hello.body.dump();
    const other = await request(`${test.world.certificateOrigin}/authorize`, { dispatcher });
    expect(other.statusCode).toBe(404);
    await other.body.dump();
    await dispatcher.destroy();
  });
});
