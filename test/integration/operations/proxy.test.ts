import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFlow, walkFlow } from '../../support/bank-flow.ts';
import { accountIds, BankSite, type Running } from '../../support/bank-server.ts';
import { freePorts } from '../../support/free-ports.ts';
import { openTlsProxy, type TlsProxy } from '../../support/tls-proxy.ts';

describe('an issuer behind a proxy that ends TLS', () => {
  let site: BankSite;
  let server: Running;
  let proxy: TlsProxy;

  beforeAll(async () => {
    site = await BankSite.create();
    const [port = 0] = await freePorts(1);
    const behindProxy = { addresses: ['127.0.0.1'] };
    const listeners = { ...(site.settings['listeners'] as object), issuer: { host: '127.0.0.1', port, behindProxy } };
    await site.configure({ listeners });
    await site.fill();
    server = await site.start();
    const { certPem: cert, keyPem: key } = site.pki.server;
    proxy = await openTlsProxy(Number(new URL(site.issuer).port), port, { cert, key });
  });
  afterAll(async () => {
    await proxy.close();
    await site.remove();
  });

  it('leads through the whole flow: cookies, addresses and proofs are those of the public origin', async () => {
    const flow = await openFlow(site);
    expect(flow.app.cookies.header(new URL(`/interaction/${flow.app.uid}`, site.issuer))).toContain('_interaction=');
    const { tokens, dpop } = await walkFlow(flow);
    expect(
      await flow.tpp.read(`/resources/v1/accounts/${accountIds[0]}/balance`, tokens.access_token, dpop),
    ).toMatchObject({
      status: 200,
    });
    await flow.close();
  });

  it('believes no forwarded host', async () => {
    const response = await request(`http://127.0.0.1:${String(server.ports.issuer)}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', host: 'evil.example' },
    });
    expect(response.statusCode).toBe(200);
    expect(await response.body.text()).not.toContain('evil.example');
  });

  it('turns away whoever is not that proxy', async () => {
    const [port = 0] = await freePorts(1);
    const behindProxy = { addresses: ['10.0.0.0/8'] };
    const tls = { certificate: 'tls.pem', key: 'tls.key' };
    const any = { host: '127.0.0.1', port: 0, tls };
    const listeners = {
      issuer: { host: '127.0.0.1', port, behindProxy },
      certificate: any,
      mutual: any,
      admin: { port: 0 },
    };
    const other = await site.start(await site.configure({ listeners, database: 'data/other.sqlite' }, 'other.json'));
    const response = await request(`http://127.0.0.1:${String(port)}/jwks`);
    await response.body.dump();
    expect(response.statusCode).toBe(403);
    await other.stop();
  });
});
