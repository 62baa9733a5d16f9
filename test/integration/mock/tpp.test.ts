import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endLink } from '../../../server/links/links.ts';
import { faults } from '../../../server/mock/tpp/faults.ts';
import { LinksClient } from '../../support/links-client.ts';
import { TppVisit } from '../../support/tpp-visit.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const mirai = ['/', 'kaikei-mirai'] as const;
const bin = ['/shiharai-bin', 'shiharai-bin'] as const;

describe('the TPP simulator', () => {
  let test: TestWorld;
  beforeAll(async () => {
    test = await openTestWorld();
  });
  afterAll(() => test.close());

  const visit = () => new TppVisit(test.world);
  const firstAccount = (text: string): string => /href="(\/accounts\/[^"]+)"/.exec(text)?.[1] ?? '';
  const standing = async (clientId: string) =>
    test.world.database
      .selectFrom('links')
      .select('grant_id')
      .where('client_id', '=', clientId)
      .where('member_id', '=', 'kanri-hanako')
      .where('status', '=', 'active')
      .execute();

  it('asks only for the services that were chosen', async () => {
    const visitor = visit();
    const connected = await visitor.link(...mirai, { service: 'balance' });
    expect(connected.url.pathname).toBe('/connected/kaikei-mirai');
    expect(await visitor.result('kaikei-mirai')).toMatchObject({ ok: true, services: ['balance'], transactions: 0 });
    expect((await visitor.page(firstAccount(connected.text))).text).toContain('入出金明細は許可されていません');
  });

  it.each([mirai, ['/zandaka-memo', 'zandaka-memo'] as const])(
    'asks at %s only for accounts of the kinds that were ticked, and shows that it did',
    async (path, clientId) => {
      const visitor = new TppVisit(test.world, 'kanri-sakurako');
      await visitor.link(path, clientId);
      expect(await visitor.result(clientId)).toMatchObject({ ok: true, accounts: 2 });
      expect((await visitor.page(`/steps/${clientId}`)).text).not.toContain('account_types');
      await visitor.link(path, clientId, { 'account-type': 'ordinary' });
      expect(await visitor.result(clientId)).toMatchObject({ ok: true, accounts: 1 });
      expect((await visitor.page(`/steps/${clientId}`)).text).toContain(
        '&quot;account_types&quot;:[&quot;ordinary&quot;]',
      );
    },
  );

  it.each([mirai, bin])(
    'shows at %s the exchange step by step and the tokens, and no secret',
    async (path, clientId) => {
      const visitor = visit();
      const before = test.recorded.length;
      await visitor.link(path, clientId);
      const { text: steps } = await visitor.page(`/steps/${clientId}`);
      for (const title of [
        '要求を預ける(PAR)',
        'ブラウザーを銀行へ送る',
        'ブラウザーが戻ってくる',
        'トークンを求める',
        '口座の一覧を読む',
      ])
        expect(steps).toContain(title);
      expect(steps).toContain('*code:');
      const { text: tokens } = await visitor.page(`/tokens/${clientId}`);
      expect(tokens).toContain(clientId === 'shiharai-bin' ? '結び付いた証明書(x5t#S256)' : '結び付いた鍵(jkt)');
      expect(tokens).toContain(`&quot;aud&quot;: &quot;${clientId}&quot;`);

      const answered = test.recorded.slice(before).map(({ responseBody }) => responseBody);
      const issued = answered.flatMap((body) =>
        [...body.matchAll(/"(?:access_token|refresh_token|id_token|request_uri|grant_id)":\s*"([^"]+)"/g)].map(
          ([, value = '']) => value,
        ),
      );
      expect(issued.length).toBeGreaterThanOrEqual(5);
      expect(issued.filter((secret) => (steps + tokens).includes(secret))).toEqual([]);
    },
  );

  it('works by mutual TLS where the TPP is registered so', async () => {
    await visit().link(...bin);
    const calls = test.world.inspector
      .query({ tpp: 'shiharai-bin', limit: 1000 })
      .entries.filter(({ from }) => from === 'tpp');
    const resources = calls.filter(({ url }) => url.includes('/resources/'));
    expect(resources.length).toBeGreaterThan(0);
    for (const { place, request } of resources) {
      expect(place).toBe('mutual');
      expect(request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1]).toMatch(/^Bearer /);
    }
  });

  it('links one browser to two TPPs at once, each by itself', async () => {
    const visitor = visit();
    const [one, other] = [await visitor.connect(...mirai), await visitor.connect(...bin)];
    await visitor.permit(other);
    await visitor.permit(one);
    for (const clientId of ['kaikei-mirai', 'shiharai-bin']) {
      expect(await visitor.result(clientId)).toMatchObject({ ok: true, tpp: clientId });
      expect((await visitor.page(`/connected/${clientId}`)).text).toContain('連携中の口座');
    }
    const page = await visitor.page('/connected/kaikei-mirai');
    await visitor.browser.press(page, '/give-back/kaikei-mirai');
    expect((await visitor.page('/connected/shiharai-bin')).text).toContain('連携が完了しました');
    expect((await visitor.page('/connected/kaikei-mirai')).text).toContain('連携をやめました');
  });

  it('shows an account with its chart, as picture and as table, and pages through its entries', async () => {
    const visitor = visit();
    const path = firstAccount((await visitor.link('/shikin-navi', 'shikin-navi')).text);
    let page = await visitor.page(path);
    expect(page.text).toMatch(/<svg[^>]*role="img"/);
    expect(page.text).toContain('日ごとの終わりの残高');
    const dates: string[] = [];
    for (let pages = 0; pages < 20; pages += 1) {
      const table = page.text.slice(page.text.indexOf('入出金明細('));
      dates.push(...[...table.matchAll(/<td>(\d{4}\/\d\d\/\d\d)<\/td>/g)].map(([, date = '']) => date));
      const next = /href="([^"]+\?cursor=[^"]+)"/.exec(page.text)?.[1];
      if (next === undefined) break;
      page = await visitor.page(next);
    }
    expect(page.text).toContain('これより古い明細はありません');
    expect(dates.length).toBeGreaterThan(20);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it('shows less once the customer has reduced the link, and says why', async () => {
    const visitor = visit();
    const path = firstAccount((await visitor.link(...mirai)).text);
    const { grant_id } = await test.world.database
      .selectFrom('links')
      .select('grant_id')
      .where('client_id', '=', 'kaikei-mirai')
      .where('member_id', '=', 'kanri-hanako')
      .where('status', '=', 'active')
      .executeTakeFirstOrThrow();
    const account = path.split('/').at(-1) ?? '';
    const customer = await LinksClient.loggedIn(test.world, 'kanri-hanako');
    await customer.reduce(grant_id, [{ service: 'balance', accounts: [account] }]);
    await customer.close();
    const { text } = await visitor.page(path);
    expect(text).toContain('お客さまが連携の範囲を減らしたため');
    expect(text).toContain('取り込む内容');
    expect(text).toContain('入出金明細は取り込んでいません');
    expect(text).not.toContain('最近の入出金');
    expect((await visitor.page(path)).text).not.toContain('入出金明細(');
  });

  it('renews: the old link stays good until the new one stands, also when the renewal is given up', async () => {
    const visitor = visit();
    const connected = await visitor.link(...mirai);
    const [old] = await standing('kaikei-mirai');
    const launch = await visitor.browser.press(connected, '/connect/kaikei-mirai');
    expect((await visitor.page(firstAccount(connected.text))).status).toBe(200);
    expect(await standing('kaikei-mirai')).toEqual([old]);

    const denied = await visitor.page('/callback/kaikei-mirai?error=access_denied');
    expect(denied.status).toBe(400);
    expect(denied.text).toContain('今までの連携は、そのまま使えます');

    expect((await visitor.permit(launch)).url.pathname).toBe('/connected/kaikei-mirai');
    const now = await standing('kaikei-mirai');
    expect(now).toHaveLength(1);
    expect(now).not.toEqual([old]);
  });

  it('says so when the bank or the customer has ended the link, and begins anew', async () => {
    const visitor = visit();
    const connected = await visitor.link(...mirai);
    for (const { grant_id } of await standing('kaikei-mirai'))
      await endLink(test.world.database, grant_id, Date.now(), { reason: 'revoked', by: 'bank' });
    const ended = await visitor.page(firstAccount(connected.text));
    expect(ended.text).toContain('連携は終わりました');
    expect(await visitor.result('kaikei-mirai')).toMatchObject({ kind: 'ended', why: 'revoked' });
    const again = await visitor.permit(await visitor.browser.press(ended, '/connect/kaikei-mirai'));
    expect(again.text).toContain('連携が完了しました');
  });

  it('shows what is left when the customer has taken something out of the link', async () => {
    const visitor = visit();
    const path = firstAccount((await visitor.link(...mirai)).text);
    const gone = path.slice(path.lastIndexOf('/') + 1);
    const client = await LinksClient.loggedIn(test.world, 'kanri-hanako');
    const [link] = (await client.list('?status=active')).links.filter(({ tpp }) => tpp.clientId === 'kaikei-mirai');
    const left = (link?.services ?? []).flatMap(({ id, accounts }) => {
      const others = accounts.filter((account) => account !== gone);
      return others.length === 0 ? [] : [{ service: id, accounts: others }];
    });
    await client.reduce(link?.id ?? '', left);
    await client.close();
    const page = await visitor.page(path);
    expect(page.url.pathname).toBe('/connected/kaikei-mirai');
    expect(page.text).not.toContain(gone);
    expect((await visitor.page(firstAccount(page.text))).text).toContain('円');
  });

  it('asks the customer again where it keeps no refresh token and the access token has run out', async () => {
    const visitor = visit();
    const connected = await visitor.link('/zandaka-memo', 'zandaka-memo');
    expect((await visitor.page('/tokens/zandaka-memo')).text).toContain('もう一度許可をお願いします');
    test.clock.forward(11);
    expect((await visitor.page(firstAccount(connected.text))).text).toContain('連携の期限が来ました');
  });

  it('hands payment data in, once however often the form is sent', async () => {
    const visitor = visit();
    const connected = await visitor.link(...bin);
    const path = /href="(\/submit\/[^"]+)"/.exec(connected.text)?.[1] ?? '';
    const form = await visitor.page(path);
    const day = /name="day" type="date" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const fields = { name: 'ｶ)ﾔﾏﾅﾐｺｳﾑﾃﾝ', amount: '120000', day };
    for (let times = 0; times < 2; times += 1) {
      const done = await visitor.browser.press(form, path, fields);
      expect(done.text).toContain('承認待ち');
      expect(done.text).toContain('120,000円');
    }
    // Whatever day of the week it is, the day it proposes is one on which the bank works.
    for (let days = 0; days < 7; days += 1) {
      const proposed = /name="day" type="date" value="([^"]+)"/.exec((await visitor.page(path)).text)?.[1] ?? '';
      expect([1, 2, 3, 4, 5]).toContain(new Date(`${proposed}T00:00:00Z`).getUTCDay());
      test.clock.forward(24 * 60);
    }
    const count = await test.world.database
      .selectFrom('submissions')
      .select((e) => e.fn.countAll().as('n'))
      .executeTakeFirst();
    expect(Number(count?.n)).toBe(1);
    const wrong = await visitor.browser.press(form, path, { ...fields, key: crypto.randomUUID(), name: '漢字' });
    expect([wrong.status, wrong.text.includes('受け付けられませんでした')]).toEqual([400, true]);
  });

  it('takes no form that was not shown to this browser', async () => {
    const { tpp } = test.world;
    const [mine, other] = [visit(), visit()];
    await mine.page('/');
    const stolen = /name="csrf" value="([^"]+)"/.exec((await other.page('/')).text)?.[1] ?? '';
    for (const csrf of ['', 'x', stolen]) {
      const page = await mine.browser.submit(`${tpp}/connect/kaikei-mirai`, tpp, { csrf });
      expect([page.status, page.text.includes('この操作は受け付けられません')]).toEqual([403, true]);
    }
  });

  describe.each([mirai, bin])('broken on demand, at %s', (path, clientId) => {
    it.each(faults.map(({ id, when }) => [id, when] as const))('%s is refused', async (fault, when) => {
      const visitor = visit();
      const page = await visitor.connect(path, clientId, { fault });
      const shown = when === 'start' ? page : await visitor.permit(page);
      expect(shown.text).toContain('<h1>断られました</h1>');
      expect(await visitor.result(clientId)).toMatchObject({
        kind: 'fault',
        fault,
        refused: true,
        by: ['bad-state', 'missing-iss'].includes(fault) ? 'client' : 'server',
        answer: expect.stringMatching(expected[fault]) as string,
      });
    });
  });
});

const expected: Record<(typeof faults)[number]['id'], RegExp> = {
  'wrong-redirect': /HTTP 400 invalid_(?:request|redirect_uri)/,
  'no-assertion': /HTTP 401 invalid_client/,
  'unsigned-assertion': /HTTP 401 invalid_client/,
  'no-par': /HTTP 400/,
  'bad-state': /state/,
  'missing-iss': /iss/,
  'wrong-verifier': /HTTP 400 invalid_grant/,
  'replay-code': /HTTP 400 invalid_grant.*HTTP 401/,
  'reused-request': /HTTP 400 /,
  'stolen-token': /HTTP 401 token\./,
};
