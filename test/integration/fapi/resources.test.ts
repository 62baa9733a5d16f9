import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission, ServiceId } from '../../../server/contract/catalogue.ts';
import { japanDate } from '../../../server/links/term.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { accountFor, everythingOffered, obtainTokens, type Tokens } from '../../support/fapi/grant.ts';
import { problemOf, type Answer } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

type Page = {
  readonly from: string;
  readonly to: string;
  readonly next: string | null;
  readonly transactions: readonly {
    readonly id: string;
    readonly date: string;
    readonly transferFrom: string | null;
  }[];
};

const day = 86_400_000;
const daysAgo = (days: number): string => japanDate(new Date(Date.now() - days * day));

describe.each(databases)('照会系 of the resource API, on $name', (kind) => {
  let bench: Bench;
  let tpp: TestTpp;
  let tokens: Tokens;
  let account: string;
  beforeAll(async () => {
    bench = await openBench(kind);
    tpp = await TestTpp.register(bench.world);
    tokens = await obtainTokens(tpp);
    account = accountFor(tokens, 'transactions');
  });
  afterAll(async () => {
    await tpp.close();
    await bench.close();
  });

  const read = (path: string, token = tokens.access_token): Promise<Answer> =>
    tpp.call('GET', `/resources/v1/accounts${path}`, token);
  const accountsOf = (service: ServiceId): readonly string[] =>
    tokens.authorization_details[0]?.permissions.find((each) => each.service === service)?.accounts ?? [];
  const page = async (query = '', service = 'transactions'): Promise<Page> => {
    const answer = await read(`/${account}/${service}${query}`);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body as Page;
  };
  async function everyPage(query: string, service = 'transactions'): Promise<Page['transactions']> {
    const rows: Page['transactions'][number][] = [];
    for (let next: string | null = ''; next !== null;) {
      const got: Page = await page(next === '' ? query : `?cursor=${next}`, service);
      rows.push(...got.transactions);
      next = got.next;
    }
    return rows;
  }
  const inBooks = async (from: string, to: string) =>
    (
      await bench.world.database
        .selectFrom('transactions')
        .select(['id', 'date', 'transfer_from'])
        .where('account_id', '=', account)
        .where('date', '>=', from)
        .where('date', '<=', to)
        .execute()
    ).sort((a, b) => (a.date === b.date ? (a.id < b.id ? 1 : -1) : a.date < b.date ? 1 : -1));

  it('残高照会: the balance in yen, at this moment, never the account number', async () => {
    const { status, body, headers } = await read(`/${account}/balance`);
    const { balance, number } = await bench.world.database
      .selectFrom('accounts')
      .select(['balance', 'number'])
      .where('id', '=', account)
      .executeTakeFirstOrThrow();
    expect(status).toBe(200);
    expect(body).toEqual({ account, balance, currency: 'JPY', asOf: expect.any(String) as string });
    expect(headers['cache-control']).toBe('no-store');
    expect((await read('')).text).not.toContain(number);
  });

  it.each([1, 7, 20, 100])('入出金明細照会: %i at a time, all of them, newest first, none twice', async (limit) => {
    const rows = await everyPage(`?from=${daysAgo(180)}&limit=${String(limit)}`);
    const books = await inBooks(daysAgo(180), daysAgo(0));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(({ id }) => id)).toEqual(books.map(({ id }) => id));
  });

  it('振込入金明細照会: incoming transfers only, with who sent them', async () => {
    const rows = await everyPage(`?from=${daysAgo(180)}&limit=5`, 'incoming-transfers');
    const books = (await inBooks(daysAgo(180), daysAgo(0))).filter(({ transfer_from }) => transfer_from !== null);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.map(({ id, transferFrom }) => [id, transferFrom])).toEqual(
      books.map(({ id, transfer_from }) => [id, transfer_from]),
    );
  });

  it('keeps to the dates that were asked for, both included', async () => {
    const [from, to] = [daysAgo(90), daysAgo(30)];
    const got = await page(`?from=${from}&to=${to}&limit=100`);
    expect([got.from, got.to]).toEqual([from, to]);
    expect(got.transactions.map(({ id }) => id)).toEqual((await inBooks(from, to)).map(({ id }) => id));
    const busy = got.transactions[0]?.date ?? '';
    const single = await page(`?from=${busy}&to=${busy}`);
    expect(single.transactions.length).toBeGreaterThan(0);
    expect(new Set(single.transactions.map(({ date }) => date))).toEqual(new Set([busy]));
  });

  it('a page that was begun goes on with what was there, whatever comes in meanwhile', async () => {
    const first = await page(`?from=${daysAgo(180)}&limit=10`);
    const seen = new Set(first.transactions.map(({ id }) => id));
    const row = { account_id: account, amount: 1, balance: 1, description: '入金', transfer_from: null };
    const id = `${account}-9999`;
    await bench.world.database
      .insertInto('transactions')
      .values({ ...row, id, date: daysAgo(0) })
      .execute();
    const second = await page(`?cursor=${first.next ?? ''}`);
    await bench.world.database.deleteFrom('transactions').where('id', '=', id).execute();
    expect(second.transactions.filter((entry) => seen.has(entry.id) || entry.id === id)).toEqual([]);
  });

  it.each([
    ['that ends before it begins', (): string => `?from=${daysAgo(10)}&to=${daysAgo(20)}`, 'range.reversed'],
    ['that ends tomorrow', (): string => `?to=${daysAgo(-1)}`, 'range.in-the-future'],
    ['that begins before the books', (): string => `?from=${daysAgo(400)}&to=${daysAgo(390)}`, 'range.too-early'],
    ['that is longer than one request may be', (): string => `?from=${daysAgo(200)}`, 'range.too-long'],
    ['of no day', (): string => '?from=yesterday', 'request.invalid'],
    ['of a day that does not exist', (): string => '?from=2026-02-30', 'request.invalid'],
    ['of two beginnings', (): string => `?from=${daysAgo(3)}&from=${daysAgo(2)}`, 'request.invalid'],
    ['with an unknown word', (): string => '?everything=true', 'request.invalid'],
    ['with no page size', (): string => '?limit=0', 'request.invalid'],
    ['with too large a page', (): string => '?limit=101', 'request.invalid'],
  ] as const)('refuses a range %s, and says why', async (_name, query, code) => {
    const answer = await read(`/${account}/transactions${query()}`);
    expect(problemOf(answer)).toEqual([400, code]);
    expect((answer.body as { detail?: string }).detail).toEqual(expect.any(String));
  });

  it('takes a cursor of this very list only: not changed, not mixed, not borrowed', async () => {
    const { next } = await page(`?from=${daysAgo(180)}&limit=5`);
    if (next === null) throw new Error('one page only');
    // Opaque: neither ids nor dates can be read from it.
    expect(Buffer.from(next, 'base64url').toString('utf8')).not.toMatch(/"id"|\d{4}-\d{2}-\d{2}/);
    const other = accountsOf('transactions').find((id) => id !== account) ?? '';
    const middle = Math.floor(next.length / 2);
    const changed = `${next.slice(0, middle)}${next[middle] === 'A' ? 'B' : 'A'}${next.slice(middle + 1)}`;
    for (const [path, code] of [
      [`/${account}/transactions?cursor=${changed}`, 'cursor.invalid'],
      [`/${account}/transactions?cursor=${next.slice(0, -8)}`, 'cursor.invalid'],
      [`/${account}/transactions?cursor=${Buffer.from('["2026-01-01","x"]').toString('base64url')}`, 'cursor.invalid'],
      [`/${account}/incoming-transfers?cursor=${next}`, 'cursor.invalid'],
      [`/${account}/activity?cursor=${next}`, 'cursor.invalid'],
      [`/${other}/transactions?cursor=${next}`, 'cursor.invalid'],
      [`/${account}/transactions?cursor=${next}&limit=50`, 'request.invalid'],
      [`/${account}/transactions?cursor=`, 'request.invalid'],
    ] as const)
      expect([path, ...problemOf(await read(path))]).toEqual([path, 400, code]);
    expect((await read(`/${account}/transactions?cursor=${next}`)).status).toBe(200);
  });

  it('FAPI2-SP 5.3.4-4: says which part of the grant is missing (RFC 6750 3.1)', async () => {
    const small = await TestTpp.register(bench.world);
    const choose = (step: Parameters<typeof everythingOffered>[0]): readonly Permission[] =>
      everythingOffered(step)
        .filter(({ service }) => service === 'balance')
        .map(({ service, accounts }) => ({ service, accounts: accounts.slice(0, 1) }));
    const given = await obtainTokens(small, { choose });
    const own = accountFor(given, 'balance');
    const others = accountsOf('balance').filter((id) => id !== own);
    const ask = async (id: string, service: ServiceId) => {
      const answer = await small.call('GET', `/resources/v1/accounts/${id}/${service}`, given.access_token);
      if (answer.status === 403)
        expect(String(answer.headers['www-authenticate'])).toContain('error="insufficient_scope"');
      return problemOf(answer);
    };
    expect((await ask(own, 'balance'))[0]).toBe(200);
    expect(await ask(own, 'transactions')).toEqual([403, 'access.service-not-granted']);
    expect(await ask(own, 'activity')).toEqual([403, 'access.service-not-granted']);
    expect(await ask(others[0] ?? '', 'balance')).toEqual([403, 'access.account-not-granted']);
    // Whether there is such an account is not told.
    expect(await ask('acc_unknown_0000', 'balance')).toEqual([403, 'access.account-not-granted']);
    await small.close();
  });

  it('what the customer or the provider may no longer do is not reached through an old grant', async () => {
    const { database } = bench.world;
    const ask = async () => problemOf(await read(`/${account}/transactions`));
    const gone = [403, 'access.no-longer-possible'];

    await database.updateTable('accounts').set({ closed: 1 }).where('id', '=', account).execute();
    expect(await ask()).toEqual(gone);
    await database.updateTable('accounts').set({ closed: 0 }).where('id', '=', account).execute();

    const right = { member_id: 'kanri-hanako', service: 'transactions' };
    await database
      .deleteFrom('member_services')
      .where('member_id', '=', right.member_id)
      .where('service', '=', right.service)
      .execute();
    expect(await ask()).toEqual(gone);
    await database.insertInto('member_services').values(right).execute();

    const records = async (services: readonly ServiceId[]) =>
      database
        .updateTable('tpps')
        .set({ record_json: JSON.stringify({ ...tpp.record(), services }) })
        .where('client_id', '=', tpp.clientId)
        .execute();
    await records(['balance']);
    expect(await ask()).toEqual(gone);
    await records(tpp.record().services);
    expect((await ask())[0]).toBe(200);
  });

  it.each([
    ['POST', 'balance', 405, 'GET, HEAD'],
    ['DELETE', 'transactions', 405, 'GET, HEAD'],
    ['GET', 'bulk-transfer/submissions', 405, 'POST'],
    ['GET', 'nothing', 404, undefined],
    ['GET', 'loans/submissions/x', 404, undefined],
  ] as const)('%s …/%s is answered with %i', async (method, rest, status, allow) => {
    const answer = await tpp.call(method, `/resources/v1/accounts/${account}/${rest}`, tokens.access_token);
    expect([answer.status, answer.headers['allow']]).toEqual([status, allow]);
  });

  it('HEAD is answered like GET, without a body', async () => {
    const answer = await tpp.call('HEAD', `/resources/v1/accounts/${account}/balance`, tokens.access_token);
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});
