import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suspendTpp } from '../../../server/bank/tpps.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { obtainTokens } from '../../support/fapi/grant.ts';
import { seconds, sign, signingKey, type SigningKey } from '../../support/fapi/keys.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

describe.each(databases)('introspection and revocation, on $name', (kind) => {
  let bench: Bench;
  let tpp: TestTpp;
  let other: TestTpp;
  let serverKey: SigningKey;
  beforeAll(async () => {
    serverKey = await signingKey();
    const resourceServers = [{ clientId: 'ledger', jwks: { keys: [{ ...serverKey.publicJwk }] } }];
    bench = await openBench(kind, { adjust: (config) => ({ ...config, resourceServers }) });
    tpp = await TestTpp.register(bench.world);
    other = await TestTpp.register(bench.world);
  });
  afterAll(async () => {
    await Promise.all([tpp.close(), other.close()]);
    await bench.close();
  });

  const asServer = async (): Promise<Record<string, string>> => ({
    client_id: 'ledger',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await sign(serverKey, {
      iss: 'ledger',
      sub: 'ledger',
      aud: bench.world.issuer,
      jti: crypto.randomUUID(),
      exp: seconds() + 60,
    }),
  });
  const introspect = async (token: string, authentication: Record<string, string>) =>
    bench.plain.post(`${bench.world.issuer}/token/introspection`, { form: { token, ...authentication } });
  const revoke = async (token: string, authentication: Record<string, string>) =>
    bench.plain.post(`${bench.world.issuer}/token/revocation`, { form: { token, ...authentication } });
  const inactive = { active: false };

  it('RFC 7662 2.2, RFC 9396 9.2: the TPP itself sees what its token is worth', async () => {
    const { access_token, authorization_details } = await obtainTokens(tpp);
    const { status, body } = await introspect(access_token, await tpp.authentication());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      active: true,
      client_id: tpp.clientId,
      sub: 'kanri-hanako',
      aud: `${bench.world.issuer}/resources/v1`,
      iss: bench.world.issuer,
      token_type: 'DPoP',
      authorization_details,
    });
  });

  it('RFC 7662 4: a registered resource server sees access tokens, and nothing else', async () => {
    const { access_token, refresh_token, authorization_details } = await obtainTokens(tpp);
    const seen = (await introspect(access_token, await asServer())).body;
    expect(seen).toMatchObject({ active: true, client_id: tpp.clientId, authorization_details });
    expect((await introspect(refresh_token, await asServer())).body).toEqual(inactive);
    const own = await tpp.token({ grant_type: 'client_credentials', scope: 'grant_management_query' });
    const { access_token: forGrants } = own.body as { access_token: string };
    expect((await introspect(forGrants, await asServer())).body).toEqual(inactive);
  });

  it('RFC 7662 4: another TPP sees nothing, and nobody does without authentication', async () => {
    const { access_token } = await obtainTokens(tpp);
    expect((await introspect(access_token, await other.authentication())).body).toEqual(inactive);
    expect(refusalOf(await introspect(access_token, { client_id: tpp.clientId }))).toEqual([401, 'invalid_client']);
    expect((await introspect('nothing-of-the-kind', await tpp.authentication())).body).toEqual(inactive);
  });

  it('a token of a link that has ended, or of a TPP that is suspended, is not active, whatever its dates say', async () => {
    const tokens = await obtainTokens(tpp);
    await suspendTpp(bench.world.database, tpp.clientId, true);
    expect((await introspect(tokens.access_token, await asServer())).body).toEqual(inactive);
    await suspendTpp(bench.world.database, tpp.clientId, false);
    expect((await introspect(tokens.access_token, await asServer())).body).toMatchObject({ active: true });
    await bench.world.database
      .updateTable('links')
      .set({ status: 'ended', ended_at: Date.now() })
      .where('grant_id', '=', tokens.grant_id)
      .execute();
    expect((await introspect(tokens.access_token, await asServer())).body).toEqual(inactive);
    expect((await introspect(tokens.refresh_token, await tpp.authentication())).body).toEqual(inactive);
  });

  it('a resource server asks and gets nothing: no pushed request, no token', async () => {
    const form = { ...(await tpp.parameters('v'.repeat(43))), ...(await asServer()) };
    const pushed = await bench.plain.post(`${bench.world.issuer}/request`, { form });
    expect(pushed.status).toBe(400);
    const token = await bench.plain.post(`${bench.world.issuer}/token`, {
      form: { grant_type: 'client_credentials', scope: 'grant_management_query', ...(await asServer()) },
    });
    expect(token.status).toBe(400);
  });

  it.each(['access_token', 'refresh_token'] as const)(
    'RFC 7009 2.1: giving back the %s ends the whole grant',
    async (which) => {
      const tokens = await obtainTokens(tpp);
      expect((await revoke(tokens[which], await tpp.authentication())).status).toBe(200);
      const read = await tpp.call('GET', '/resources/v1/accounts', tokens.access_token);
      expect(problemOf(read)).toEqual([401, 'token.invalid']);
      const refreshed = await tpp.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
      expect(refusalOf(refreshed)).toEqual([400, 'invalid_grant']);
    },
  );

  it('RFC 7009 2.1 and 2.2: somebody else’s token is left alone, and an unknown one is no error', async () => {
    const tokens = await obtainTokens(tpp);
    expect((await revoke(tokens.refresh_token, await other.authentication())).status).toBe(200);
    expect((await tpp.call('GET', '/resources/v1/accounts', tokens.access_token)).status).toBe(200);
    expect((await revoke('nothing-of-the-kind', await tpp.authentication())).status).toBe(200);
    expect(refusalOf(await revoke(tokens.refresh_token, { client_id: tpp.clientId }))).toEqual([401, 'invalid_client']);
  });
});
