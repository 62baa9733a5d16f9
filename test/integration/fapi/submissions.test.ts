import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submission, SubmissionService } from '../../../server/bank/api/contract/submission.ts';
import { japanDate } from '../../../server/links/term.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { accountFor, everythingOffered, obtainTokens, type Tokens } from '../../support/fapi/grant.ts';
import { problemOf, type Answer } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

type Data = { readonly rows: readonly Record<string, unknown>[]; readonly [field: string]: unknown };

/** The next weekday that is at least `days` ahead. */
function businessDay(days = 3): string {
  const date = new Date(`${japanDate(new Date())}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

const payee = {
  bankCode: '0001',
  branchCode: '001',
  accountType: 'ordinary',
  accountNumber: '1234567',
  name: 'ｶ)ﾔﾏﾅﾐｺｳﾑﾃﾝ',
};
const rowOf: Readonly<Record<SubmissionService, (amount: number) => Record<string, unknown>>> = {
  'bulk-transfer': (amount) => ({ payee, amount, ediInformation: 'ABC-1' }),
  payroll: (amount) => ({ payee, amount, employeeNumber: '1001' }),
  'direct-debit': (amount) => ({ payer: payee, amount, customerNumber: 'C-001', firstDebit: true }),
  'tax-payment': (amount) => ({
    collectorNumber: '00500',
    paymentNumber: '12345678901234567890',
    confirmationNumber: '123456',
    amount,
  }),
};
const services = Object.keys(rowOf) as SubmissionService[];

function data(service: SubmissionService, amounts: readonly number[] = [1000, 2500]): Data {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    ...(service === 'payroll' ? { kind: 'salary' } : {}),
    requestedOn: businessDay(),
    control: { rows: amounts.length, total },
    rows: amounts.map(rowOf[service]),
  };
}

describe.each(databases)('更新系 of the resource API, on $name', (kind) => {
  let bench: Bench;
  let tpp: TestTpp;
  let tokens: Tokens;
  beforeAll(async () => {
    bench = await openBench(kind);
    tpp = await TestTpp.register(bench.world);
    tokens = await obtainTokens(tpp);
  });
  afterAll(async () => {
    await tpp.close();
    await bench.close();
  });

  const pathOf = (service: SubmissionService, account = accountFor(tokens, service)) =>
    `/resources/v1/accounts/${account}/${service}/submissions`;
  const submit = (
    service: SubmissionService,
    json: unknown,
    key = randomUUID(),
    path = pathOf(service),
  ): Promise<Answer> =>
    tpp.call('POST', path, tokens.access_token, { json, headers: { 'idempotency-key': `"${key}"` } });
  const count = async () =>
    Number(
      (
        await bench.world.database
          .selectFrom('submissions')
          .select((e) => e.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
      ).count,
    );
  const reportOf = ({ body }: Answer) => (body as { report: Submission['report'] }).report;

  it.each(services)('%s: is accepted, waits for approval, and moves no money', async (service) => {
    const account = accountFor(tokens, service);
    const books = () =>
      bench.world.database.selectFrom('accounts').select(['balance']).where('id', '=', account).executeTakeFirst();
    const before = await books();
    const answer = await submit(service, data(service));
    expect(answer.status).toBe(201);
    const submission = answer.body as Submission;
    expect(submission).toMatchObject({
      account,
      service,
      status: 'waiting-for-approval',
      requestedOn: businessDay(),
      report: { rows: 2, total: 3500, errors: [], warnings: [], truncated: false },
    });
    expect(answer.headers['location']).toBe(`${pathOf(service)}/${submission.id}`);
    const status = await tpp.call('GET', String(answer.headers['location']), tokens.access_token);
    expect(status.body).toEqual(submission);
    expect(await books()).toEqual(before);
  });

  it('what was handed in is not readable in the database', async () => {
    await submit('bulk-transfer', data('bulk-transfer'));
    const rows = await bench.world.database.selectFrom('submissions').selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    for (const text of [payee.accountNumber, payee.name]) expect(JSON.stringify(rows)).not.toContain(text);
  });

  describe('Idempotency-Key', () => {
    it('the same key with the same data is answered the same and kept once, also later and at the same moment', async () => {
      const before = await count();
      const key = randomUUID();
      const sent = data('bulk-transfer', [777]);
      const together = await Promise.all([1, 2, 3].map(() => submit('bulk-transfer', sent, key)));
      const again = await submit('bulk-transfer', sent, key);
      const unquoted = await tpp.call('POST', pathOf('bulk-transfer'), tokens.access_token, {
        json: sent,
        headers: { 'idempotency-key': key },
      });
      for (const answer of [...together, again, unquoted]) {
        expect(answer.status).toBe(201);
        expect(answer.body).toEqual(again.body);
        expect(answer.headers['location']).toBe(again.headers['location']);
      }
      expect(await count()).toBe(before + 1);
      // Also when the bank has decided meanwhile.
      const { id } = again.body as Submission;
      await bench.world.database.updateTable('submissions').set({ status: 'approved' }).where('id', '=', id).execute();
      expect((await submit('bulk-transfer', sent, key)).body).toEqual(again.body);
      const status = await tpp.call('GET', `${pathOf('bulk-transfer')}/${id}`, tokens.access_token);
      expect((status.body as Submission).status).toBe('approved');
    });

    it('the same key with other data, or for another account or 業務, is refused', async () => {
      const key = randomUUID();
      expect((await submit('bulk-transfer', data('bulk-transfer', [1]), key)).status).toBe(201);
      const before = await count();
      const accounts =
        tokens.authorization_details[0]?.permissions.find(({ service }) => service === 'bulk-transfer')?.accounts ?? [];
      const other = pathOf('bulk-transfer', accounts[1]);
      for (const answer of [
        await submit('bulk-transfer', data('bulk-transfer', [2]), key),
        await submit('bulk-transfer', data('bulk-transfer', [1]), key, other),
        await submit('tax-payment', data('tax-payment', [1]), key),
      ])
        expect(problemOf(answer)).toEqual([422, 'submission.key-reused']);
      expect(await count()).toBe(before);
    });

    it('belongs to one TPP and one customer', async () => {
      const other = await TestTpp.register(bench.world);
      const theirs = await obtainTokens(other);
      const key = randomUUID();
      expect((await submit('bulk-transfer', data('bulk-transfer', [5]), key)).status).toBe(201);
      const answer = await other.call(
        'POST',
        pathOf('bulk-transfer', accountFor(theirs, 'bulk-transfer')),
        theirs.access_token,
        {
          json: data('bulk-transfer', [6]),
          headers: { 'idempotency-key': key },
        },
      );
      expect(answer.status).toBe(201);
      await other.close();
    });

    it.each([[undefined], ['short'], ['"unbalanced-quotes-here'], ['not allowed characters!!'], ['x'.repeat(200)]])(
      'must be there and well-formed: %s',
      async (key) => {
        const answer = await tpp.call('POST', pathOf('payroll'), tokens.access_token, {
          json: data('payroll'),
          headers: key === undefined ? {} : { 'idempotency-key': key },
        });
        expect(problemOf(answer)).toEqual([400, 'submission.key-missing']);
      },
    );

    it('is not used up by data that is refused', async () => {
      const key = randomUUID();
      const wrong = { ...data('bulk-transfer'), control: { rows: 9, total: 9 } };
      expect(problemOf(await submit('bulk-transfer', wrong, key))).toEqual([422, 'submission.rows-refused']);
      expect((await submit('bulk-transfer', data('bulk-transfer'), key)).status).toBe(201);
    });
  });

  describe('検証結果', () => {
    it('names every mistake with its row and field, accepts nothing, and repeats nothing that was sent', async () => {
      const before = await count();
      const rows = [
        rowOf['bulk-transfer'](1000),
        { payee: { ...payee, bankCode: '12', accountNumber: '99' }, amount: 1000 },
        { payee: { ...payee, name: 'カ)ヤマナミ' }, amount: 0 },
        { payee: { ...payee, name: 'ﾔ'.repeat(31) }, amount: 1.5 },
        { payee: { ...payee, accountType: 'time' }, amount: 10_000_000_000, extra: 'x' },
        { amount: 1000 },
        'not a row',
      ];
      const answer = await submit('bulk-transfer', { ...data('bulk-transfer'), control: { rows: 6, total: 1 }, rows });
      expect(problemOf(answer)).toEqual([422, 'submission.rows-refused']);
      const { errors } = reportOf(answer);
      expect(errors.map(({ row, field, code }) => [row, field, code])).toEqual([
        [2, 'payee.bankCode', 'format'],
        [2, 'payee.accountNumber', 'format'],
        [3, 'payee.name', 'characters'],
        [3, 'amount', 'out-of-range'],
        [4, 'payee.name', 'too-long'],
        [4, 'amount', 'format'],
        [5, 'payee.accountType', 'format'],
        [5, 'amount', 'out-of-range'],
        [5, '', 'unknown-field'],
        [6, 'payee', 'missing'],
        [7, '', 'format'],
        [null, 'control.rows', 'mismatch'],
      ]);
      expect(answer.text).not.toContain('ヤマナミ');
      expect(await count()).toBe(before);
    });

    it.each([
      ['in the past', (): string => japanDate(new Date(Date.now() - 3 * 86_400_000)), 'too-early'],
      ['today', (): string => japanDate(new Date()), 'too-early'],
      ['in half a year', (): string => businessDay(180), 'too-late'],
      ['on a Sunday', sunday, 'not-a-business-day'],
      ['of no date', (): string => 'tomorrow', 'format'],
    ] as const)('a day %s is refused', async (_name, day, code) => {
      const answer = await submit('payroll', { ...data('payroll'), requestedOn: day() });
      expect(problemOf(answer)).toEqual([422, 'submission.rows-refused']);
      expect(reportOf(answer).errors).toContainEqual(
        expect.objectContaining({ row: null, field: 'requestedOn', code }),
      );
    });

    it('the sum must agree, when every row can be read', async () => {
      const sent = { ...data('tax-payment', [100, 200]), control: { rows: 2, total: 301 } };
      expect(reportOf(await submit('tax-payment', sent)).errors).toEqual([
        { row: null, field: 'control.total', code: 'mismatch', message: expect.any(String) as string },
      ]);
    });

    it('the same row twice is accepted with a warning for whoever approves', async () => {
      const answer = await submit('bulk-transfer', data('bulk-transfer', [500, 600, 500]));
      expect(answer.status).toBe(201);
      expect(reportOf(answer).warnings).toEqual([
        { row: 3, field: '', code: 'duplicate', message: expect.any(String) as string },
      ]);
    });

    it('a thousand rows are taken, one more is not, and a long list of mistakes is cut and says so', async () => {
      const amounts = Array.from({ length: 1000 }, (_, index) => index + 1);
      expect((await submit('bulk-transfer', data('bulk-transfer', amounts))).status).toBe(201);
      const more = await submit('bulk-transfer', data('bulk-transfer', [...amounts, 1]));
      expect(reportOf(more).errors.map(({ field, code }) => [field, code])).toContainEqual(['rows', 'out-of-range']);
      const wrong = { ...data('bulk-transfer', amounts), rows: amounts.map(() => ({})) };
      expect(reportOf(await submit('bulk-transfer', wrong))).toMatchObject({ rows: 1000, truncated: true });
    });

    it.each([{}, [], null, 'text', { rows: 'none' }, { rows: [] }])('%j is refused with a report', async (json) => {
      const answer = await submit('direct-debit', json);
      expect(problemOf(answer)).toEqual([422, 'submission.rows-refused']);
      expect(reportOf(answer).errors.length).toBeGreaterThan(0);
    });
  });

  it('what is no JSON, of another type or too large, is refused before it is looked at', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const send = (text: string, type: string) =>
      tpp.call('POST', pathOf('payroll'), tokens.access_token, { text, headers: { ...headers, 'content-type': type } });
    expect(problemOf(await send('{', 'application/json'))).toEqual([400, 'request.invalid']);
    expect(problemOf(await send('<a/>', 'application/xml'))).toEqual([415, 'request.not-json']);
    const large = JSON.stringify({ ...data('payroll'), padding: 'x'.repeat(1_100_000) });
    expect(problemOf(await send(large, 'application/json'))).toEqual([413, 'request.too-large']);
  });

  it('is inside the grant only: another account, another 業務, another TPP, another customer find nothing', async () => {
    const { id } = (await submit('payroll', data('payroll'))).body as Submission;
    const small = await TestTpp.register(bench.world);
    const choose = (step: Parameters<typeof everythingOffered>[0]) =>
      everythingOffered(step)
        .filter(({ service }) => service === 'payroll' || service === 'balance')
        .map(({ service, accounts }) => ({ service, accounts: accounts.slice(0, 1) }));
    const theirs = await obtainTokens(small, { choose });
    const own = accountFor(theirs, 'payroll');
    const read = (path: string) => small.call('GET', path, theirs.access_token);
    // The same account and 業務, but another TPP's submission.
    expect(problemOf(await read(`${pathOf('payroll', own)}/${id}`))).toEqual([404, 'request.not-found']);
    const send = (service: SubmissionService, account: string) =>
      small.call('POST', pathOf(service, account), theirs.access_token, {
        json: data(service),
        headers: { 'idempotency-key': randomUUID() },
      });
    expect((await send('payroll', own)).status).toBe(201);
    expect(problemOf(await send('bulk-transfer', own))).toEqual([403, 'access.service-not-granted']);
    expect(problemOf(await send('payroll', 'acc_unknown_0000'))).toEqual([403, 'access.account-not-granted']);
    await small.close();
  });

  describe('取引状況照会', () => {
    it('lists what was handed in for the account, newest first, page by page, never what is in it', async () => {
      const account = accountFor(tokens, 'activity');
      const made: string[] = [];
      for (const amount of [11, 22, 33, 44])
        made.unshift(
          (
            (
              await submit(
                'bulk-transfer',
                data('bulk-transfer', [amount]),
                randomUUID(),
                pathOf('bulk-transfer', account),
              )
            ).body as Submission
          ).id,
        );
      const seen: string[] = [];
      let path: string | null = `/resources/v1/accounts/${account}/activity?limit=3`;
      while (path !== null) {
        const answer: Answer = await tpp.call('GET', path, tokens.access_token);
        const body = answer.body as { next: string | null; requests: { id: string; total: number }[] };
        seen.push(...body.requests.map(({ id }) => id));
        expect(answer.text).not.toContain(payee.name);
        path = body.next === null ? null : `/resources/v1/accounts/${account}/activity?cursor=${body.next}`;
      }
      expect(seen.slice(0, 4)).toEqual(made);
      expect(new Set(seen).size).toBe(seen.length);
    });

    it('says 期限切れ when the day has come and nobody has approved', async () => {
      const own = await openBench(kind);
      const party = await TestTpp.register(own.world);
      const given = await obtainTokens(party);
      const account = accountFor(given, 'payroll');
      const path = `/resources/v1/accounts/${account}/payroll/submissions`;
      const sent = { json: data('payroll'), headers: { 'idempotency-key': randomUUID() } };
      const { id } = (await party.call('POST', path, given.access_token, sent)).body as Submission;
      own.clock.forward(8 * 24 * 60);
      const refreshed = await party.token({ grant_type: 'refresh_token', refresh_token: given.refresh_token });
      const { access_token } = refreshed.body as Tokens;
      const status = await party.call('GET', `${path}/${id}`, access_token);
      expect((status.body as Submission).status).toBe('lapsed');
      const activity = await party.call('GET', `/resources/v1/accounts/${account}/activity`, access_token);
      expect(activity.text).toContain('"lapsed"');
      await party.close();
      await own.close();
    });
  });
});

function sunday(): string {
  const date = new Date(`${businessDay(3)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + (7 - date.getUTCDay()));
  return date.toISOString().slice(0, 10);
}
