import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { Certificate } from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personaIdentity } from '../../support/app-client.ts';
import { ecdheEcdsaAes128CbcSha, helloTls12, rsaAes128CbcSha } from '../../support/raw-tls.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

const portOf = (origin: string): number => Number(new URL(origin).port);
const subjectOf = (pem: string): string => {
  const { subject } = Certificate.fromBER(new X509Certificate(pem).raw);
  return Buffer.from(subject.valueBeforeDecode).toString('hex');
};

describe('mutual TLS', () => {
  it('is asked for at the certificate endpoint, by the names of the customers’ CAs and no others', async () => {
    const { version, request } = await helloTls12({ port: portOf(test.world.certificateOrigin) });
    const { pki } = test.world;
    expect(version).toBe(0x0303);
    expect(request?.authorities.map((name) => name.toString('hex')).sort()).toEqual(
      [pki.clientRoot.pem, pki.clientIssuing.pem].map(subjectOf).sort(),
    );
    // RSA and ECDSA keys.
    expect(request?.types).toEqual(expect.arrayContaining([1, 64]));
  });

  it('is asked for nowhere else where a customer comes', async () => {
    expect((await helloTls12({ port: portOf(test.world.issuer) })).request).toBeNull();
  });

  it('is another one for TPPs: no customer’s CA is offered there, no TPP’s here', async () => {
    const { request } = await helloTls12({ port: portOf(test.world.mtlsOrigin) });
    expect(request?.authorities.map((name) => name.toString('hex'))).toEqual([subjectOf(test.world.pki.tppCa.pem)]);
  });

  it.each([
    ['CBC with ECDHE', ecdheEcdsaAes128CbcSha],
    ['RSA key exchange', rsaAes128CbcSha],
  ])('is not spoken with %s', async (_name, cipher) => {
    const port = portOf(test.world.certificateOrigin);
    // handshake_failure
    await expect(helloTls12({ port, ciphers: [cipher] })).rejects.toThrow('alert 40');
  });

  it('is not spoken in TLS 1.1', async () => {
    const port = portOf(test.world.certificateOrigin);
    // protocol_version
    await expect(helloTls12({ port, version: 0x0302 })).rejects.toThrow('alert 70');
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('works in %s', async (version) => {
    const identity = await personaIdentity(test.world, 'keiri-taro');
    const protocol = await new Promise<string | null>((resolve, reject) => {
      const socket = connect({
        host: 'localhost',
        port: portOf(test.world.certificateOrigin),
        ca: test.world.pki.serverCa.pem,
        minVersion: version,
        maxVersion: version,
        ...identity,
      });
      socket.once('error', reject);
      socket.write('GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
      socket.once('data', (bytes: Buffer) => {
        resolve(`${String(socket.getProtocol())} ${bytes.toString('latin1').split('\r\n')[0] ?? ''}`);
        socket.destroy();
      });
    });
    expect(protocol).toBe(`${version} HTTP/1.1 200 OK`);
  });
});
