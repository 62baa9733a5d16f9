import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../../server/audit/read-trail.ts';
import type { Permission } from '../../../server/contract/catalogue.ts';
import { receiptClaimsSchema, type LinkView } from '../../../server/contract/links.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeGrant, obtainCode, obtainTokens, type Customer, type Tokens } from '../../support/fapi/grant.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { codeOf, LinksClient } from '../../support/links-client.ts';
import { databases } from '../../support/postgres.ts';
import { addMember, type SecondMember } from '../../support/second-member.ts';
import { personaOf } from '../../support/walk.ts';

const admin = 'kanri-hanako';

describe.each(databases)('the links API, on $name', (kind) => {
  let bench: Bench;
  let jiro: SecondMember;
  let hanako: LinksClient;
  let member: LinksClient;
  const tpps: TestTpp[] = [];
  beforeAll(async () => {
    bench = await openBench(kind);
    jiro = await addMember(bench.world, admin, 'eigyo-jiro', '営業 次郎');
    hanako = await LinksClient.loggedIn(bench.world, admin);
    member = await LinksClient.loggedIn(bench.world, admin, jiro);
  });
  afterAll(async () => {
    await Promise.all([hanako, member, ...tpps].map((each) => each.close()));
    await bench.close();
  });

  async function newTpp(): Promise<TestTpp> {
    const tpp = await TestTpp.register(bench.world);
    tpps.push(tpp);
    return tpp;
  }
  const asJiro = (): Customer => ({ as: jiro });
  async function linked(customer: Customer = {}): Promise<{ readonly tpp: TestTpp; readonly tokens: Tokens }> {
    const tpp = await newTpp();
    return { tpp, tokens: await obtainTokens(tpp, customer) };
  }
  const read = (tpp: TestTpp, tokens: Pick<Tokens, 'access_token'>, path = '') =>
    tpp.call('GET', `/resources/v1/accounts${path}`, tokens.access_token);
  const granted = ({ authorization_details }: Tokens): Permission[] => authorization_details[0]?.permissions ?? [];
  async function trailOf(link: string): Promise<{ kind: string; actor: string; data: unknown }[]> {
    const found: { kind: string; actor: string; data: unknown }[] = [];
    for await (const { kind: what, actor, subject, data } of readTrail(bench.world.database))
      if (subject === `link:${link}`) found.push({ kind: what, actor, data: JSON.parse(data) });
    return found;
  }
  async function everyPage(client: LinksClient, query: string): Promise<LinkView[]> {
    const all: LinkView[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await client.list(`${query}${next === '' ? '' : `&cursor=${next}`}`);
      all.push(...page.links);
      ({ next } = page);
    }
    return all;
  }

  it('shows who may do what with which accounts until when, and no account number', async () => {
    const tpp = await newTpp();
    const code = await obtainCode(tpp);
    const [pending] = (await hanako.list('?status=pending')).links;
    expect(pending).toMatchObject({
      status: 'pending',
      startedAt: null,
      lastUsedAt: null,
      allowed: ['revoke', 'reduce'],
    });
    const tokens = (await tpp.token(codeGrant(tpp, code))).body as Tokens;
    expect((await hanako.list('?status=pending')).links).toEqual([]);
    const link = await hanako.read(tokens.grant_id);
    expect(link).toMatchObject({
      id: pending?.id,
      member: { name: '管理 花子', own: true },
      tpp: { clientId: tpp.clientId, name: { ja: '試験ソフト', en: 'Test Software' }, suspended: false },
      status: 'active',
      startedAt: expect.any(String) as string,
      endsOn: tokens.authorization_details[0]?.until,
      daysLeft: 90,
      lastUsedAt: null,
      reducedAt: null,
      ended: null,
    });
    expect(link.services.map(({ id, accounts }) => ({ service: id, accounts }))).toEqual(granted(tokens));
    expect(link.services[0]?.label).toEqual({ ja: '残高照会', en: 'Balance' });
    expect(link.accounts.map(({ last3 }) => last3).toSorted()).toEqual(['118', '655', '902']);
    const text = JSON.stringify(await hanako.list());
    for (const { number } of personaOf(bench.world, admin).accounts) expect(text).not.toContain(number);

    await read(tpp, tokens);
    const used = (await hanako.read(link.id)).lastUsedAt;
    expect(Math.abs(Date.parse(used ?? '') - bench.clock.now().getTime())).toBeLessThan(60_000);
  });

  it('a member sees his own links, the 管理者 everybody’s of the company and nobody else’s', async () => {
    const own = await linked();
    const his = await linked(asJiro());
    const foreign = await linked({ personaId: 'keiri-taro' });
    const ids = async (client: LinksClient) => (await everyPage(client, '?limit=100')).map(({ id }) => id);
    expect(await ids(member)).toEqual([his.tokens.grant_id]);
    const all = await ids(hanako);
    expect(all).toContain(own.tokens.grant_id);
    expect(all).toContain(his.tokens.grant_id);
    expect(all).not.toContain(foreign.tokens.grant_id);
    expect((await hanako.read(his.tokens.grant_id)).member).toEqual({ name: '営業 次郎', own: false });

    const cases = [
      [member, own],
      [hanako, foreign],
    ] as const;
    for (const [client, { tpp, tokens }] of cases) {
      const less = granted(tokens).slice(1);
      expect(await codeOf(client.read(tokens.grant_id))).toBe('request.not-found');
      expect(await codeOf(client.receipt(tokens.grant_id))).toBe('request.not-found');
      expect(await codeOf(client.revoke(tokens.grant_id))).toBe('request.not-found');
      expect(await codeOf(client.reduce(tokens.grant_id, less))).toBe('request.not-found');
      expect((await read(tpp, tokens)).status).toBe(200);
    }
    expect(await codeOf(hanako.read('no-link-at-all-has-this-id'))).toBe('request.not-found');
    expect(await codeOf(hanako.read('x'))).toBe('request.not-found');
  });

  it('a 管理者 who is one no longer sees his own alone, in the same session', async () => {
    const { database } = bench.world;
    const role = (to: 'admin' | 'member') =>
      database.updateTable('members').set({ role: to }).where('id', '=', admin).execute();
    await role('member');
    const seen = await everyPage(hanako, '?limit=100');
    await role('admin');
    expect(seen.every(({ member: { own } }) => own)).toBe(true);
    expect((await everyPage(hanako, '?limit=100')).some(({ member: { own } }) => !own)).toBe(true);
  });

  it('gives pages that miss nothing and repeat nothing, each cursor for its own list', async () => {
    await linked();
    const whole = await everyPage(hanako, '?limit=100');
    expect(whole.length).toBeGreaterThan(3);
    const small = await everyPage(hanako, '?limit=2');
    expect(small.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(whole.map(({ decidedAt }) => decidedAt)).toEqual(
      whole
        .map(({ decidedAt }) => decidedAt)
        .toSorted()
        .toReversed(),
    );
    const { next } = await hanako.list('?limit=1');
    for (const [client, query] of [
      [hanako, `?limit=1&status=active&cursor=${next ?? ''}`],
      [member, `?cursor=${next ?? ''}`],
      [hanako, `?cursor=${(next ?? '').slice(0, -8)}AAAAAAAA`],
      [hanako, '?limit=0'],
      [hanako, '?limit=101'],
      [hanako, '?status=gone'],
      [hanako, '?member=eigyo-jiro'],
    ] as const)
      expect([query, await codeOf(client.list(query))]).toEqual([query, 'request.invalid']);
  });

  it('解除 ends the TPP’s access at once, and is the same when sent again', async () => {
    const { tpp, tokens } = await linked(asJiro());
    expect((await read(tpp, tokens)).status).toBe(200);
    const ended = await member.revoke(tokens.grant_id);
    expect(ended).toMatchObject({
      status: 'ended',
      ended: { reason: 'revoked', by: 'member' },
      daysLeft: 0,
      allowed: [],
    });
    expect(problemOf(await read(tpp, tokens))).toEqual([401, 'token.invalid']);
    const refreshed = await tpp.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect(refusalOf(refreshed)).toEqual([400, 'invalid_grant']);
    const left = await bench.world.database
      .selectFrom('oidc')
      .select('model')
      .where((e) => e.or([e('grant_id', '=', tokens.grant_id), e('id', '=', tokens.grant_id)]))
      .execute();
    expect(left).toEqual([]);
    expect(await member.revoke(tokens.grant_id)).toEqual(ended);
    expect(await hanako.revoke(tokens.grant_id)).toMatchObject({ ended: ended.ended });
    expect((await trailOf(tokens.grant_id)).filter(({ kind: what }) => what === 'link.revoked')).toEqual([
      {
        kind: 'link.revoked',
        actor: `member:${jiro.id}`,
        data: { tpp: tpp.clientId, reason: 'by the customer', by: 'member' },
      },
    ]);
    expect(await codeOf(member.reduce(tokens.grant_id, granted(tokens).slice(1)))).toBe('flow.not-allowed');
    expect((await member.list('?status=ended')).links.map(({ id }) => id)).toContain(tokens.grant_id);
    expect((await member.list('?status=active')).links.map(({ id }) => id)).not.toContain(tokens.grant_id);
  });

  it('of two who end it at the same moment one is written down', async () => {
    const { tokens } = await linked(asJiro());
    await Promise.all([member.revoke(tokens.grant_id), hanako.revoke(tokens.grant_id)]);
    const kinds = (await trailOf(tokens.grant_id)).map(({ kind: what }) => what);
    expect(kinds.filter((what) => what === 'link.revoked')).toHaveLength(1);
  });

  it('the 管理者 ends a member’s link, and its owner sees that it was he', async () => {
    const { tpp, tokens } = await linked(asJiro());
    await hanako.revoke(tokens.grant_id);
    expect((await read(tpp, tokens)).status).toBe(401);
    expect((await member.read(tokens.grant_id)).ended).toMatchObject({ reason: 'revoked', by: 'admin' });
    expect((await trailOf(tokens.grant_id)).at(-1)).toMatchObject({ actor: `member:${admin}`, data: { by: 'admin' } });
  });

  it('ends a link that the TPP has not fetched yet: its code is worth nothing', async () => {
    const tpp = await newTpp();
    const code = await obtainCode(tpp, asJiro());
    const [pending] = (await member.list('?status=pending')).links;
    await member.revoke(pending?.id ?? '');
    expect(refusalOf(await tpp.token(codeGrant(tpp, code)))).toEqual([400, 'invalid_grant']);
    expect((await member.read(pending?.id ?? '')).startedAt).toBeNull();
  });

  it('縮小 holds for every token at once, and for what is issued or told later', async () => {
    const { tpp, tokens } = await linked();
    const before = granted(tokens);
    const balance = before.find(({ service }) => service === 'balance');
    const [kept = '', gone = ''] = balance?.accounts ?? [];
    const path = (account: string, service = 'balance'): string => `/${account}/${service}`;
    expect((await read(tpp, tokens, path(gone))).status).toBe(200);
    expect((await read(tpp, tokens, path(kept, 'transactions'))).status).toBe(200);

    const left = [{ service: 'balance', accounts: [kept] }] as const satisfies readonly unknown[];
    const reduced = await hanako.reduce(tokens.grant_id, [{ service: 'balance', accounts: [kept] }]);
    expect(reduced).toMatchObject({ status: 'active', allowed: ['revoke'], reducedAt: expect.any(String) as string });
    expect(reduced.accounts.map(({ id }) => id)).toEqual([kept]);
    expect((await read(tpp, tokens, path(kept))).status).toBe(200);
    expect(problemOf(await read(tpp, tokens, path(gone)))).toEqual([403, 'access.account-not-granted']);
    expect(problemOf(await read(tpp, tokens, path(kept, 'transactions')))).toEqual([403, 'access.service-not-granted']);
    expect((await read(tpp, tokens)).body).toMatchObject({ accounts: [{ id: kept }] });

    const introspected = await tpp.http.post(`${tpp.origin}/token/introspection`, {
      form: { token: tokens.access_token, ...(await tpp.authentication()) },
    });
    expect(introspected.body).toMatchObject({ active: true, authorization_details: [{ permissions: left }] });
    const renewed = await tpp.token({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect(renewed.body).toMatchObject({ authorization_details: [{ permissions: left }] });
    const token = (renewed.body as Tokens).access_token;
    expect(problemOf(await read(tpp, { access_token: token }, path(gone)))).toEqual([
      403,
      'access.account-not-granted',
    ]);
    expect((await trailOf(tokens.grant_id)).find(({ kind: what }) => what === 'link.reduced')).toEqual({
      kind: 'link.reduced',
      actor: `member:${admin}`,
      data: { tpp: tpp.clientId, permissions: left, by: 'member' },
    });
  });

  it('縮小 never gives anything, and is never nothing or everything', async () => {
    const { tokens } = await linked({
      choose: ({ accounts }) => [
        { service: 'balance', accounts: accounts.slice(0, 2).map(({ id }) => id) },
        { service: 'transactions', accounts: accounts.slice(0, 1).map(({ id }) => id) },
      ],
    });
    const now = granted(tokens);
    const [one = '', two = ''] = now.find(({ service }) => service === 'balance')?.accounts ?? [];
    const { accounts } = await bench.world.database
      .selectFrom('member_accounts')
      .select('account_id')
      .where('member_id', '=', admin)
      .execute()
      .then((rows) => ({ accounts: rows.map(({ account_id }) => account_id) }));
    const third = accounts.find((id) => id !== one && id !== two) ?? '';
    const wrong: [string, Permission[]][] = [
      ['as it is', now],
      ['another account', [{ service: 'balance', accounts: [one, third] }]],
      ['another service', [{ service: 'activity', accounts: [one] }]],
      ['an account of another service', [{ service: 'transactions', accounts: [one, two] }]],
      ['an account twice', [{ service: 'balance', accounts: [one, one] }]],
      [
        'a service twice',
        [
          { service: 'balance', accounts: [one] },
          { service: 'balance', accounts: [two] },
        ],
      ],
    ];
    for (const [what, permissions] of wrong)
      expect([what, await codeOf(hanako.reduce(tokens.grant_id, permissions))]).toEqual([what, 'request.invalid']);
    expect(await codeOf(hanako.reduce(tokens.grant_id, []))).toBe('authorization.nothing-selected');
    expect((await hanako.read(tokens.grant_id)).reducedAt).toBeNull();
    // Of two at once each from the same state, one is heard.
    const both = await Promise.allSettled([
      hanako.reduce(tokens.grant_id, [{ service: 'balance', accounts: [one, two] }]),
      hanako.reduce(tokens.grant_id, [{ service: 'transactions', accounts: [one] }]),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('tells why a link ended: replaced, past its last day, never fetched, handed back by the TPP', async () => {
    const { tpp, tokens } = await linked(asJiro());
    const renewed = await obtainTokens(tpp, asJiro());
    expect((await member.read(tokens.grant_id)).ended).toMatchObject({ reason: 'replaced', by: 'member' });
    await tpp.http.post(`${tpp.origin}/token/revocation`, {
      form: { token: renewed.refresh_token, ...(await tpp.authentication()) },
    });
    expect((await member.read(renewed.grant_id)).ended).toMatchObject({ reason: 'revoked', by: 'tpp' });

    const old = await linked(asJiro());
    const { database } = bench.world;
    await database
      .updateTable('links')
      .set({ ends_on: '2026-01-31' })
      .where('grant_id', '=', old.tokens.grant_id)
      .execute();
    const expired = await member.read(old.tokens.grant_id);
    expect(expired).toMatchObject({
      status: 'ended',
      daysLeft: 0,
      ended: { reason: 'expired', by: 'server', at: '2026-01-31T15:00:00.000Z' },
      allowed: [],
    });
    // Nothing is left to be ended, and nobody is said to have ended it.
    expect((await member.revoke(old.tokens.grant_id)).ended).toEqual(expired.ended);
    expect((await member.list('?status=ended&limit=100')).links.map(({ id }) => id)).toContain(old.tokens.grant_id);
    expect((await member.list('?status=active&limit=100')).links.map(({ id }) => id)).not.toContain(
      old.tokens.grant_id,
    );
  });

  it('同意の控え is what was decided and shown, signed by the published key', async () => {
    const { tpp, tokens } = await linked(asJiro());
    const before = await member.read(tokens.grant_id);
    const balance = granted(tokens).find(({ service }) => service === 'balance');
    const decided = receiptClaimsSchema.parse(jose.decodeJwt(await member.receipt(tokens.grant_id)));
    expect(decided).toMatchObject({ services: before.services, reduced: null });
    const after = await member.reduce(tokens.grant_id, [
      { service: 'balance', accounts: balance?.accounts.slice(0, 1) ?? [] },
    ]);
    const receipt = await member.receipt(tokens.grant_id);
    const { body } = await bench.plain.get(`${bench.world.issuer}/jwks`);
    const keys = jose.createLocalJWKSet(body as jose.JSONWebKeySet);
    const { payload, protectedHeader } = await jose.compactVerify(receipt, keys);
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'consent-receipt+jwt' });
    const claims = receiptClaimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
    expect(claims).toMatchObject({
      iss: bench.world.issuer,
      link: tokens.grant_id,
      member: { id: jiro.id, name: '営業 次郎', company: 'みどり製作所株式会社' },
      tpp: { clientId: tpp.clientId, company: '試験ソフト株式会社' },
      services: before.services,
      accounts: before.accounts,
      reduced: { at: after.reducedAt, services: after.services, accounts: after.accounts },
      decided_at: before.decidedAt,
      ends_on: before.endsOn,
    });
    expect(claims.intent.version).toBe(bench.world.config.intent.version);
    expect(claims.intent.text?.ja).toContain('試験ソフト');
    expect(claims.intent.text?.ja).not.toContain('{');
    // The 管理者 gets the same decision; a changed one does not verify.
    expect(receiptClaimsSchema.parse(jose.decodeJwt(await hanako.receipt(tokens.grant_id))).services).toEqual(
      before.services,
    );
    const [head = '', , signature = ''] = receipt.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, ends_on: '2099-01-01' })).toString('base64url');
    await expect(jose.compactVerify(`${head}.${forged}.${signature}`, keys)).rejects.toThrow();
    const text = JSON.stringify(claims);
    for (const { number } of personaOf(bench.world, admin).accounts) expect(text).not.toContain(number);
  });
});
