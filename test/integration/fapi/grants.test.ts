import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suspendTpp } from '../../../server/bank/tpps.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { obtainTokens } from '../../support/fapi/grant.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const both = 'grant_management_query grant_management_revoke';

describe.each(databases)('the grants API (Grant Management for OAuth 2.0), on $name', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(kind);
  });
  afterAll(() => bench.close());

  const ownToken = async (tpp: TestTpp, scope = both): Promise<string> => {
    const { status, body } = await tpp.token({ grant_type: 'client_credentials', scope });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return (body as { access_token: string }).access_token;
  };

  it.each([
    { authentication: 'private_key_jwt', tokenBinding: 'dpop' },
    { authentication: 'tls_client_auth', tokenBinding: 'mtls' },
  ] as const)('6.4 and 6.5: query and revoke, by $tokenBinding', async (options) => {
    const tpp = await TestTpp.register(bench.world, options);
    const tokens = await obtainTokens(tpp);
    const own = await ownToken(tpp);
    const grant = `/grants/${tokens.grant_id}`;

    const queried = await tpp.call('GET', grant, own);
    expect(queried.status).toBe(200);
    expect(queried.headers['cache-control']).toBe('no-store');
    expect(queried.body).toEqual({
      scopes: [{ scope: 'openid offline_access' }],
      claims: [],
      authorization_details: tokens.authorization_details,
    });

    expect((await tpp.call('GET', '/resources/v1/accounts', tokens.access_token)).status).toBe(200);
    expect((await tpp.call('DELETE', grant, own)).status).toBe(204);
    // At once: link, access token, refresh token.
    const link = await bench.world.database
      .selectFrom('links')
      .select(['status', 'ended_at'])
      .where('grant_id', '=', tokens.grant_id)
      .executeTakeFirstOrThrow();
    expect(link).toEqual({ status: 'ended', ended_at: expect.any(Number) as number });
    expect(problemOf(await tpp.call('GET', '/resources/v1/accounts', tokens.access_token))).toEqual([
      401,
      'token.invalid',
    ]);
    const refreshed = await tpp.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect(refusalOf(refreshed)).toEqual([400, 'invalid_grant']);
    const left = await bench.world.database
      .selectFrom('oidc')
      .select('model')
      .where((e) => e.or([e('grant_id', '=', tokens.grant_id), e('id', '=', tokens.grant_id)]))
      .execute();
    expect(left).toEqual([]);
    expect(problemOf(await tpp.call('GET', grant, own))).toEqual([404, 'grant.not-found']);
    expect(problemOf(await tpp.call('DELETE', grant, own))).toEqual([404, 'grant.not-found']);
    await tpp.close();
  });

  it('5.5: a refreshed token names the same grant, a new link another', async () => {
    const tpp = await TestTpp.register(bench.world);
    const first = await obtainTokens(tpp);
    const refreshed = await tpp.token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect((refreshed.body as { grant_id: string }).grant_id).toBe(first.grant_id);
    const second = await obtainTokens(tpp);
    expect(second.grant_id).not.toBe(first.grant_id);
    // The new link has replaced the old one.
    const own = await ownToken(tpp);
    expect((await tpp.call('GET', `/grants/${first.grant_id}`, own)).status).toBe(404);
    expect((await tpp.call('GET', `/grants/${second.grant_id}`, own)).status).toBe(200);
    await tpp.close();
  });

  it('6.1: needs the scope for what is done', async () => {
    const tpp = await TestTpp.register(bench.world);
    const { grant_id } = await obtainTokens(tpp);
    const query = await ownToken(tpp, 'grant_management_query');
    const revoke = await ownToken(tpp, 'grant_management_revoke');
    const refused = await tpp.call('DELETE', `/grants/${grant_id}`, query);
    expect(problemOf(refused)).toEqual([403, 'access.scope-missing']);
    expect(String(refused.headers['www-authenticate'])).toContain('error="insufficient_scope"');
    expect(problemOf(await tpp.call('GET', `/grants/${grant_id}`, revoke))).toEqual([403, 'access.scope-missing']);
    expect((await tpp.call('GET', `/grants/${grant_id}`, query)).status).toBe(200);
    await tpp.close();
  });

  it('6.6: shows a TPP its own grants only', async () => {
    const [tpp, other] = await Promise.all([TestTpp.register(bench.world), TestTpp.register(bench.world)]);
    const tokens = await obtainTokens(tpp);
    const theirs = await ownToken(other);
    expect(problemOf(await other.call('GET', `/grants/${tokens.grant_id}`, theirs))).toEqual([403, 'grant.not-yours']);
    expect(problemOf(await other.call('DELETE', `/grants/${tokens.grant_id}`, theirs))).toEqual([
      403,
      'grant.not-yours',
    ]);
    expect(problemOf(await other.call('GET', '/grants/unknown', theirs))).toEqual([404, 'grant.not-found']);
    expect((await tpp.call('GET', '/resources/v1/accounts', tokens.access_token)).status).toBe(200);
    await Promise.all([tpp.close(), other.close()]);
  });

  it('FAPI2-SP 5.3.4-5: takes tokens of its own kind, bound to their sender, and no others', async () => {
    const [tpp, other] = await Promise.all([TestTpp.register(bench.world), TestTpp.register(bench.world)]);
    const tokens = await obtainTokens(tpp);
    const own = await ownToken(tpp);
    const grant = `/grants/${tokens.grant_id}`;
    expect(problemOf(await tpp.call('GET', grant, tokens.access_token))).toEqual([401, 'token.invalid']);
    expect(problemOf(await other.call('GET', grant, own))).toEqual([401, 'token.proof-invalid']);
    const bearer = await tpp.http.get(`${tpp.origin}${grant}`, { headers: { authorization: `Bearer ${own}` } });
    expect(problemOf(bearer)).toEqual([401, 'token.invalid']);
    expect(problemOf(await tpp.http.get(`${tpp.origin}${grant}`))).toEqual([401, 'token.missing']);
    await Promise.all([tpp.close(), other.close()]);
  });

  it('FAPI2-SP 5.3.2.1-4: its tokens are bound as well, short-lived, and of no use to a suspended TPP', async () => {
    const tpp = await TestTpp.register(bench.world);
    const unbound = await tpp.token({ grant_type: 'client_credentials', scope: both }, { headers: {} });
    expect(unbound.status).toBe(400);
    const { body } = await tpp.token({ grant_type: 'client_credentials', scope: both });
    expect(body).toMatchObject({ token_type: 'DPoP', scope: both });
    expect((body as { expires_in: number }).expires_in).toBeLessThanOrEqual(300);
    expect(body).not.toHaveProperty('refresh_token');
    expect(body).not.toHaveProperty('grant_id');
    const { grant_id } = await obtainTokens(tpp);
    const own = await ownToken(tpp);
    await suspendTpp(bench.world.database, tpp.clientId, true);
    expect(problemOf(await tpp.call('GET', `/grants/${grant_id}`, own))).toEqual([401, 'token.invalid']);
    await tpp.close();
  });

  it('RFC 9396: a TPP cannot give itself what only a customer can give', async () => {
    const tpp = await TestTpp.register(bench.world);
    for (const [more, error] of [
      [{ authorization_details: '[{"type":"corporate_account_access"}]' }, 'invalid_authorization_details'],
      [{ resource: `${bench.world.issuer}/resources/v1` }, 'invalid_target'],
    ] as const)
      expect(refusalOf(await tpp.token({ grant_type: 'client_credentials', ...more }))).toEqual([400, error]);
    await tpp.close();
  });

  it('has nothing else', async () => {
    const tpp = await TestTpp.register(bench.world);
    const own = await ownToken(tpp);
    expect(problemOf(await tpp.call('GET', '/grants', own))).toEqual([404, 'request.not-found']);
    const put = await tpp.call('PUT', '/grants/any', own, { json: {} });
    expect([...problemOf(put), put.headers['allow']]).toEqual([405, 'request.method-not-allowed', 'GET, HEAD, DELETE']);
    await tpp.close();
  });
});
