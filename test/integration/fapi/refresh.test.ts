import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOfDay } from '../../../server/links/term.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { expectOneAtMost, obtainTokens } from '../../support/fapi/grant.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const path = '/resources/v1/accounts';
type Given = { readonly access_token: string; readonly refresh_token: string; readonly expires_in: number };

describe.each(databases)('refresh tokens and the life of a link, on $name', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(kind);
  });
  afterAll(() => bench.close());

  const refresh = (tpp: TestTpp, refresh_token: string, more: Record<string, string> = {}) =>
    tpp.token({ grant_type: 'refresh_token', refresh_token, ...more });
  const statusOf = async (grantId: string) =>
    (
      await bench.world.database
        .selectFrom('links')
        .select('status')
        .where('grant_id', '=', grantId)
        .executeTakeFirstOrThrow()
    ).status;

  it('rotate: each use gives a new one (RFC 9700 4.14.2)', async () => {
    const tpp = await TestTpp.register(bench.world);
    const first = await obtainTokens(tpp);
    const second = (await refresh(tpp, first.refresh_token)).body as Given;
    const third = (await refresh(tpp, second.refresh_token)).body as Given;
    expect(new Set([first, second, third].map(({ refresh_token }) => refresh_token)).size).toBe(3);
    expect((await tpp.call('GET', path, third.access_token)).status).toBe(200);
    await tpp.close();
  });

  it('RFC 9700 4.14.2: one that comes back ends the link and everything given under it', async () => {
    const tpp = await TestTpp.register(bench.world);
    const first = await obtainTokens(tpp);
    const second = (await refresh(tpp, first.refresh_token)).body as Given;
    expect(refusalOf(await refresh(tpp, first.refresh_token))).toEqual([400, 'invalid_grant']);
    for (const token of [first.access_token, second.access_token])
      expect(problemOf(await tpp.call('GET', path, token))).toEqual([401, 'token.invalid']);
    expect(refusalOf(await refresh(tpp, second.refresh_token))).toEqual([400, 'invalid_grant']);
    await expect.poll(() => statusOf(first.grant_id)).toBe('ended');
    await tpp.close();
  });

  it('RFC 6749 10.4: belong to the TPP they were given to', async () => {
    const [tpp, other] = await Promise.all([TestTpp.register(bench.world), TestTpp.register(bench.world)]);
    const { refresh_token } = await obtainTokens(tpp);
    expect(refusalOf(await refresh(other, refresh_token))).toEqual([400, 'invalid_grant']);
    expect((await refresh(tpp, refresh_token)).status).toBe(200);
    await Promise.all([tpp.close(), other.close()]);
  });

  it('RFC 6749 6: give no more than was granted', async () => {
    const tpp = await TestTpp.register(bench.world);
    const { refresh_token } = await obtainTokens(tpp);
    expect(refusalOf(await refresh(tpp, refresh_token, { scope: 'openid profile' }))).toEqual([400, 'invalid_scope']);
    await tpp.close();
  });

  it('are good once, also when two come at the same moment', async () => {
    const tpp = await TestTpp.register(bench.world);
    const { refresh_token } = await obtainTokens(tpp);
    const answers = await Promise.all([refresh(tpp, refresh_token), refresh(tpp, refresh_token)]);
    expectOneAtMost(answers);
    await tpp.close();
  });

  it('FAPI2-SP 5.3.2.1-9: stay the same where the bank has turned rotation off', async () => {
    const keeping = await openBench(kind, { adjust: (config) => ({ ...config, refreshTokens: 'keep' }) });
    const tpp = await TestTpp.register(keeping.world);
    const first = await obtainTokens(tpp);
    const again = [await refresh(tpp, first.refresh_token), await refresh(tpp, first.refresh_token)];
    expect(again.map(({ status, body }) => [status, (body as Given).refresh_token])).toEqual([
      [200, first.refresh_token],
      [200, first.refresh_token],
    ]);
    await tpp.close();
    await keeping.close();
  });

  it.each([30, 90, 180, 365] as const)(
    'a link of %i days ends on its last day, and so does every token',
    async (linkDays) => {
      const own = await openBench(kind);
      const tpp = await TestTpp.register(own.world, { linkDays });
      const { grant_id, authorization_details } = await obtainTokens(tpp);
      const until = authorization_details[0]?.until ?? '';
      const link = await own.world.database
        .selectFrom('links')
        .select(['decided_at', 'ends_on'])
        .where('grant_id', '=', grant_id)
        .executeTakeFirstOrThrow();
      expect(until).toBe(link.ends_on);
      const inJapan = new Date(link.decided_at + 9 * 3_600_000).toISOString().slice(0, 10);
      expect((Date.parse(until) - Date.parse(inJapan)) / 86_400_000).toBe(linkDays);
      const lives = await own.world.database
        .selectFrom('oidc')
        .select(['model', 'expires_at'])
        .where((e) => e.or([e('grant_id', '=', grant_id), e('id', '=', grant_id)]))
        .execute();
      expect(lives.map(({ model }) => model).sort()).toEqual(
        expect.arrayContaining(['AccessToken', 'Grant', 'RefreshToken']),
      );
      for (const { expires_at } of lives) expect(expires_at).toBeLessThanOrEqual(endOfDay(until).getTime());
      await tpp.close();
      await own.close();
    },
  );

  it('near the end of a link, tokens are as short as what remains of it; after the end there are none', async () => {
    const own = await openBench(kind);
    const tpp = await TestTpp.register(own.world, { linkDays: 30 });
    const { refresh_token, authorization_details } = await obtainTokens(tpp);
    const end = endOfDay(authorization_details[0]?.until ?? '').getTime();
    own.clock.forward((end - own.clock.now().getTime()) / 60_000 - 2);
    const last = await refresh(tpp, refresh_token);
    expect(last.status).toBe(200);
    const given = last.body as Given;
    expect(given.expires_in).toBeLessThanOrEqual(120);
    expect((await tpp.call('GET', path, given.access_token)).status).toBe(200);
    own.clock.forward(3);
    expect(refusalOf(await refresh(tpp, given.refresh_token))).toEqual([400, 'invalid_grant']);
    expect((await tpp.call('GET', path, given.access_token)).status).toBe(401);
    await tpp.close();
    await own.close();
  });
});
