import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { accountTypes, type Permission, type ServiceId } from '../../../server/contract/catalogue.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeGrant, everythingOffered, obtainCode, obtainTokens, type Tokens } from '../../support/fapi/grant.ts';
import { problemOf, refusalOf } from '../../support/fapi/plain-client.ts';
import { everyService, TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

const readable: readonly ServiceId[] = ['balance', 'transactions', 'incoming-transfers', 'activity'];

/** Permissions as pairs, so that order and grouping do not matter. */
const pairs = (permissions: readonly Permission[]): string[] =>
  permissions.flatMap(({ service, accounts }) => accounts.map((account) => `${service} ${account}`)).sort();

describe.each(databases)('rich authorization requests (RFC 9396), on $name', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(kind);
  });
  afterAll(() => bench.close());

  const granted = (tokens: Tokens): readonly Permission[] => tokens.authorization_details[0]?.permissions ?? [];

  it('issues what the customer chose and nothing else, whatever he chooses', async () => {
    const tpp = await TestTpp.register(bench.world);
    let offered: readonly Permission[] = [];
    await obtainTokens(tpp, { choose: (step) => (offered = everythingOffered(step)) });
    const all = pairs(offered);
    expect(all.length).toBeGreaterThan(10);

    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: 1 }), async (chosen) => {
        const byService = Map.groupBy(chosen, (pair) => pair.split(' ')[0] as ServiceId);
        const permissions = [...byService].map(([service, list]) => ({
          service,
          accounts: list.map((pair) => pair.split(' ')[1] ?? ''),
        }));
        const tokens = await obtainTokens(tpp, { choose: () => permissions });
        expect(pairs(granted(tokens))).toEqual([...chosen].sort());

        const reached: string[] = [];
        for (const { service, accounts } of offered)
          for (const account of accounts) {
            const path = `/resources/v1/accounts/${account}/${service}`;
            const answer = readable.includes(service)
              ? await tpp.call('GET', path, tokens.access_token)
              : await tpp.call('GET', `${path}/submissions/none`, tokens.access_token);
            // 404: inside the grant, but there is no such submission.
            if (answer.status === 200 || answer.status === 404) reached.push(`${service} ${account}`);
            else expect([answer.status, path]).toEqual([403, path]);
          }
        expect(reached.sort()).toEqual([...chosen].sort());
        const listed = (await tpp.call('GET', '/resources/v1/accounts', tokens.access_token)).body as {
          accounts: { id: string }[];
        };
        expect(listed.accounts.map(({ id }) => id).sort()).toEqual(
          [...new Set(chosen.map((pair) => pair.split(' ')[1] ?? ''))].sort(),
        );
      }),
      { numRuns: 6 },
    );
    await tpp.close();
  });

  it('RFC 9396 5: the customer is offered only what was asked for', async () => {
    const tpp = await TestTpp.register(bench.world);
    const details = '[{"type":"corporate_account_access","services":["balance","payroll"]}]';
    let offered: readonly ServiceId[] = [];
    const code = await obtainCode(
      tpp,
      {
        choose: (step) => {
          offered = step.services.map(({ id }) => id);
          return everythingOffered(step);
        },
      },
      { authorization_details: details },
    );
    expect(offered).toEqual(['balance', 'payroll']);
    const { body } = await tpp.token(codeGrant(tpp, code));
    expect(new Set(granted(body as Tokens).map(({ service }) => service))).toEqual(new Set(['balance', 'payroll']));
    await tpp.close();
  });

  it('RFC 9396 6: a token request may ask for a part, and gets that part; the rest of the grant stays', async () => {
    const tpp = await TestTpp.register(bench.world);
    const tokens = await obtainTokens(tpp);
    const account = granted(tokens)[0]?.accounts[0] ?? '';
    const refresh = async (refresh_token: string, authorization_details?: string) =>
      (await tpp.token({ grant_type: 'refresh_token', refresh_token, authorization_details })).body as Tokens;
    const less = await refresh(tokens.refresh_token, '[{"type":"corporate_account_access","services":["balance"]}]');
    expect(granted(less).map(({ service }) => service)).toEqual(['balance']);
    const base = `/resources/v1/accounts/${account}`;
    expect((await tpp.call('GET', `${base}/balance`, less.access_token)).status).toBe(200);
    expect(problemOf(await tpp.call('GET', `${base}/transactions`, less.access_token))).toEqual([
      403,
      'access.service-not-granted',
    ]);
    expect(pairs(granted(await refresh(less.refresh_token)))).toEqual(pairs(granted(tokens)));
    await tpp.close();
  });

  it('RFC 9396 6: it may not ask for more, or for something else', async () => {
    const tpp = await TestTpp.register(bench.world);
    const onlyBalance = (step: Parameters<typeof everythingOffered>[0]) =>
      everythingOffered(step).filter(({ service }) => service === 'balance');
    for (const details of [
      '[{"type":"corporate_account_access","services":["payroll"]}]',
      '[{"type":"something_else"}]',
      'no json',
    ]) {
      const { refresh_token } = await obtainTokens(tpp, { choose: onlyBalance });
      const answer = await tpp.token({ grant_type: 'refresh_token', refresh_token, authorization_details: details });
      expect([details, ...refusalOf(answer)]).toEqual([details, 400, 'invalid_authorization_details']);
    }
    await tpp.close();
  });

  it('a fixed set gives every service on every account that allows it, without a choice', async () => {
    const tpp = await TestTpp.register(bench.world, { fixedServices: true, services: ['balance', 'activity'] });
    const tokens = await obtainTokens(tpp, {
      choose: () => {
        throw new Error('手順2 must not be shown');
      },
    });
    expect(granted(tokens).map(({ service }) => service)).toEqual(['balance', 'activity']);
    await tpp.close();
  });

  it('RFC 9396 2: the schema is published, and says of requests and grants what the server says', async () => {
    const url = `${bench.world.issuer}/schemas/corporate-account-access.json`;
    const { status, headers, body } = await bench.plain.get(url);
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^application\/schema\+json/)]);
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    formats(ajv);
    const schema = body as { $id: string };
    expect(schema.$id).toBe(url);
    ajv.addSchema(schema);
    const requested = ajv.compile({ $ref: `${url}#/$defs/requested` });
    const given = ajv.compile({ $ref: `${url}#/$defs/granted` });

    const tpp = await TestTpp.register(bench.world);
    const verifier = 'v'.repeat(43);
    for (const detail of [
      { type: 'corporate_account_access' },
      { type: 'corporate_account_access', services: ['balance', 'payroll'] },
      { type: 'corporate_account_access', services: [...everyService] },
      { type: 'corporate_account_access', services: [] },
      { type: 'corporate_account_access', services: ['loans'] },
      { type: 'corporate_account_access', account_types: ['ordinary', 'time'] },
      { type: 'corporate_account_access', account_types: [...accountTypes] },
      { type: 'corporate_account_access', account_types: [] },
      { type: 'corporate_account_access', account_types: ['ordinary', 'ordinary'] },
      { type: 'corporate_account_access', account_types: ['loan'] },
      { type: 'corporate_account_access', account_types: 'ordinary' },
      { type: 'corporate_account_access', accountTypes: ['ordinary'] },
      { type: 'corporate_account_access', accounts: [] },
      { type: 'other' },
      {},
    ]) {
      const pushed = await tpp.push(
        await tpp.parameters(verifier, { authorization_details: JSON.stringify([detail]) }),
      );
      expect([detail, pushed.status === 201]).toEqual([detail, requested(detail)]);
    }
    const tokens = await obtainTokens(tpp);
    for (const detail of tokens.authorization_details) expect([given(detail), given.errors]).toEqual([true, null]);
    expect(given({ ...tokens.authorization_details[0], more: true })).toBe(false);
    await tpp.close();
  });
});
