import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listSettingsSchema } from '../../../server/certificates/revocation-config.ts';
import { systemClock } from '../../../server/clock.ts';
import { ensurePki, type TestPki } from '../../../server/mock/pki.ts';
import { signList } from '../../../server/mock/pki/revocation-list.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { obtainTokens, type Tokens } from '../../support/fapi/grant.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const byCertificate = { authentication: 'tls_client_auth', tokenBinding: 'mtls' } as const;
const [sqlite] = databases;

describe('a TPP whose certificate was revoked', () => {
  let home: string;
  let pki: TestPki;
  let ca: Server;
  let bench: Bench;
  let tpp: TestTpp;
  let other: TestTpp;
  let tokens: Tokens;
  const revoked: Record<string, string> = {};
  let answering = true;
  let asked = 0;

  beforeAll(async () => {
    if (sqlite === undefined) throw new Error('no database');
    home = await mkdtemp(join(tmpdir(), 'renkei-tpp-ca-'));
    pki = await ensurePki(join(home, 'pki'), systemClock);
    ca = createServer((_request, response) => {
      asked += 1;
      if (!answering) {
        response.writeHead(503).end();
        return;
      }
      void signList(pki.tppCa, revoked, bench.clock.now()).then((list) => response.end(list));
    }).listen(0, '127.0.0.1');
    await once(ca, 'listening');
    const list = `http://127.0.0.1:${String((ca.address() as AddressInfo).port)}/tpp.crl`;
    bench = await openBench(sqlite, {
      home,
      adjust: (config) => ({
        ...config,
        tppCa: [pki.tppCa.pem],
        tppRevocation: { kind: 'crl', crl: listSettingsSchema.parse({ urls: [list], maximumAgeMinutes: 1 }) },
      }),
    });
    tpp = await TestTpp.register(bench.world, byCertificate);
    other = await TestTpp.register(bench.world, byCertificate);
    tokens = await obtainTokens(tpp);
  });
  afterAll(async () => {
    await Promise.all([tpp.close(), other.close()]);
    await bench.close();
    ca.close();
    await rm(home, { recursive: true, force: true });
  });

  const accounts = () => tpp.call('GET', '/resources/v1/accounts', tokens.access_token);
  const own = (from: TestTpp) => from.token({ grant_type: 'client_credentials', scope: 'grant_management_query' });

  it('is served as long as it stands, and the list is not fetched for every request', async () => {
    for (let n = 0; n < 5; n += 1) expect((await accounts()).status).toBe(200);
    expect((await own(other)).status).toBe(200);
    expect(asked).toBeLessThan(4);
  });

  it('is refused at token endpoint, PAR and resource API; another one is not', async () => {
    revoked[new X509Certificate(tpp.certificate.certPem).serialNumber] = bench.clock.now().toISOString();
    bench.clock.forward(2);
    expect(problemOf(await accounts())).toEqual([401, 'token.certificate-mismatch']);
    expect(refusalOf(await own(tpp))).toEqual([401, 'invalid_client']);
    const renewed = await tpp.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect(refusalOf(renewed)).toEqual([401, 'invalid_client']);
    const pushed = await tpp.push(await tpp.parameters('a-verifier-that-is-long-enough-for-rfc-7636-0123456789'));
    expect(refusalOf(pushed)).toEqual([401, 'invalid_client']);
    expect((await own(other)).status).toBe(200);
  });

  it('is refused, too, when nobody can say whether it stands (hard fail)', async () => {
    answering = false;
    bench.clock.forward(26 * 60);
    expect(refusalOf(await own(other))).toEqual([401, 'invalid_client']);
    answering = true;
    bench.clock.forward(2);
    expect((await own(other)).status).toBe(200);
  });
});
