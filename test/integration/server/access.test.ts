import * as oauth from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { suspendTpp } from '../../../server/bank/tpps.ts';
import { endOfDay } from '../../../server/links/term.ts';
import { personaAccounts } from '../../../server/mock/seed/accounts.ts';
import type { Granted, TppClient } from '../../support/tpp-client.ts';
import { beginJourney, personaOf, walkThrough, type Journey } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

let journey: Journey;
let granted: Granted;
beforeEach(async () => {
  journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
  granted = await journey.tpp.finish((await walkThrough(journey)).location, journey.started);
});
afterEach(() => journey.close());

const dpop = () => ({ DPoP: journey.started.dpop });
const accounts = async (token = granted.tokens.access_token, tpp: TppClient = journey.tpp) =>
  (await tpp.read('/resources/v1/accounts', token, journey.started.dpop)).status;
const links = () => test.world.database.selectFrom('links').selectAll().orderBy('decided_at').execute();
const refreshTokenOf = (tokens: { readonly refresh_token?: string }): string => {
  if (tokens.refresh_token === undefined) throw new Error('no refresh token');
  return tokens.refresh_token;
};

describe('what was granted', () => {
  it('lives as long as the link, no longer', async () => {
    const link = (await links()).at(-1);
    if (link === undefined) throw new Error('no link');
    expect(granted.details).toEqual([expect.objectContaining({ until: link.ends_on })]);
    const rows = await test.world.database
      .selectFrom('oidc')
      .select(['model', 'expires_at'])
      .where((e) => e.or([e('id', '=', link.grant_id), e('grant_id', '=', link.grant_id)]))
      .execute();
    const end = endOfDay(link.ends_on).getTime();
    const lifetimes = Object.fromEntries(rows.map(({ model, expires_at }) => [model, (expires_at ?? 0) - end]));
    expect(Math.abs(lifetimes['Grant'] ?? Infinity)).toBeLessThan(5000);
    expect(Math.abs(lifetimes['RefreshToken'] ?? Infinity)).toBeLessThan(5000);
    expect(lifetimes['AccessToken']).toBeLessThan(-86_400_000);
  });

  it('is renewed with a new refresh token; the old one, sent again, ends the link', async () => {
    const { configuration } = journey.tpp;
    const first = refreshTokenOf(granted.tokens);
    const renewed = await oauth.refreshTokenGrant(configuration, first, undefined, dpop());
    expect(refreshTokenOf(renewed)).not.toBe(first);
    expect(await accounts(renewed.access_token)).toBe(200);
    await expect(oauth.refreshTokenGrant(configuration, first, undefined, dpop())).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect(await accounts(renewed.access_token)).toBe(401);
    await expect.poll(async () => (await links()).at(-1)?.status).toBe('ended');
  });

  it('ends when the TPP gives it back', async () => {
    await oauth.tokenRevocation(journey.tpp.configuration, refreshTokenOf(granted.tokens));
    expect(await accounts()).toBe(401);
    await expect.poll(async () => (await links()).at(-1)?.status).toBe('ended');
  });

  it('is shown by introspection to its own TPP only', async () => {
    const own = await oauth.tokenIntrospection(journey.tpp.configuration, granted.tokens.access_token);
    expect(own).toMatchObject({ active: true, token_type: 'DPoP', authorization_details: granted.details });
    const other = await beginJourney(test.world, { clientId: 'shikin-navi' });
    const seen = await oauth.tokenIntrospection(other.tpp.configuration, granted.tokens.access_token);
    expect(seen).toEqual({ active: false });
    await other.close();
  });

  it('stops while the TPP is suspended', async () => {
    const { database } = test.world;
    await suspendTpp(database, journey.tpp.clientId, true);
    expect(await accounts()).toBe(401);
    await suspendTpp(database, journey.tpp.clientId, false);
    expect(await accounts()).toBe(200);
  });

  it('no longer reaches an account that was closed', async () => {
    const { database } = test.world;
    const account = personaAccounts(personaOf(test.world, 'kanri-hanako'))[0];
    if (account === undefined) throw new Error('no account');
    const balance = `/resources/v1/accounts/${account.id}/balance`;
    const read = () => journey.tpp.read(balance, granted.tokens.access_token, journey.started.dpop);
    expect((await read()).status).toBe(200);
    await database.updateTable('accounts').set({ closed: 1 }).where('id', '=', account.id).execute();
    expect(await read()).toMatchObject({ status: 403 });
    await database.updateTable('accounts').set({ closed: 0 }).where('id', '=', account.id).execute();
  });
});

describe('the resource API', () => {
  it.each([
    ['/resources/v1/nothing', 404],
    ['/resources/v1/accounts/acc_unknown00/balance', 403],
  ])('answers %s with %i', async (path, status) => {
    const answer = await journey.tpp.read(path, granted.tokens.access_token, journey.started.dpop);
    expect(answer.status).toBe(status);
  });

  it('takes dates and its own cursors only', async () => {
    const account = personaAccounts(personaOf(test.world, 'kanri-hanako'))[0];
    const base = `/resources/v1/accounts/${account?.id ?? ''}/transactions`;
    for (const [query, status] of [
      ['', 200],
      ['?from=2020-01-01', 400],
      ['?from=yesterday', 400],
      ['?cursor=forged', 400],
      ['?from=2020-01-01&from=2021-01-01', 400],
      ['?everything=true', 400],
    ] as const) {
      const answer = await journey.tpp.read(`${base}${query}`, granted.tokens.access_token, journey.started.dpop);
      expect([query, answer.status]).toEqual([query, status]);
    }
  });
});

describe('after the last day', () => {
  it('nothing is reached any more', async () => {
    expect(await accounts()).toBe(200);
    await test.world.database
      .updateTable('links')
      .set({ ends_on: '2020-01-01' })
      .where('grant_id', '=', (await links()).at(-1)?.grant_id ?? '')
      .execute();
    expect(await accounts()).toBe(401);
  });
});
