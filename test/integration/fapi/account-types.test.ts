import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountTypes, type AccountType, type Permission, type ServiceId } from '../../../server/contract/catalogue.ts';
import { differenceOf } from '../../../src-renderer/screens/consent/difference.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import {
  codeGrant,
  everythingOffered,
  obtainCode,
  obtainTokens,
  type ConsentStep,
  type Customer,
  type ServicesStep,
  type Tokens,
} from '../../support/fapi/grant.ts';
import { refusalOf } from '../../support/fapi/plain-client.ts';
import { TestTpp } from '../../support/fapi/test-tpp.ts';
import { databases } from '../../support/postgres.ts';

/** She has one 普通 and one 定期, both registered. */
const personaId = 'kanri-sakurako';

const details = (...types: readonly AccountType[]): string =>
  JSON.stringify([{ type: 'corporate_account_access', account_types: types }]);

const granted = (tokens: Tokens): readonly Permission[] => tokens.authorization_details[0]?.permissions ?? [];
const accountsIn = (permissions: readonly Permission[]): readonly string[] => [
  ...new Set(permissions.flatMap(({ accounts }) => accounts)),
];

async function obtain(tpp: TestTpp, customer: Customer, ...types: readonly AccountType[]): Promise<Tokens> {
  const code = await obtainCode(tpp, customer, { authorization_details: details(...types) });
  return (await tpp.token(codeGrant(tpp, code))).body as Tokens;
}

describe.each(databases)('the kinds of account a TPP asks for, on $name', (kind) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(kind);
  });
  afterAll(() => bench.close());

  async function typeOf(account: string): Promise<string> {
    const { database } = bench.world;
    return (await database.selectFrom('accounts').select('type').where('id', '=', account).executeTakeFirstOrThrow())
      .type;
  }
  const typesIn = async (tokens: Tokens): Promise<readonly string[]> => [
    ...new Set(await Promise.all(accountsIn(granted(tokens)).map(typeOf))),
  ];

  it('accounts of others are shown with the reason, not preselected, not taken and not granted', async () => {
    const tpp = await TestTpp.register(bench.world);
    let shown: ServicesStep | undefined;
    const tokens = await obtain(tpp, { personaId, choose: (step) => everythingOffered((shown = step)) }, 'ordinary');
    expect(await typesIn(tokens)).toEqual(['ordinary']);

    const deposit = shown?.accounts.find(({ type }) => type === 'time')?.id ?? '';
    const reasons = new Map<ServiceId, unknown>(
      shown?.services.map(({ id, accounts }) => [id, accounts.find(({ account }) => account === deposit)?.unavailable]),
    );
    expect(reasons.get('balance')).toBe('type-not-needed');
    // The bank's own reason comes first.
    expect(reasons.get('transactions')).toBe('time-deposit');
    expect(shown?.chosen.length).toBeGreaterThan(0);
    expect(accountsIn(shown?.chosen ?? [])).not.toContain(deposit);

    const stubborn: Customer = { personaId, choose: () => [{ service: 'balance', accounts: [deposit] }] };
    await expect(obtain(tpp, stubborn, 'ordinary')).rejects.toMatchObject({
      problem: { code: 'pin.account-not-eligible' },
    });
    await tpp.close();
  });

  it('a fixed set gets accounts of these kinds only, and the flow stops where there are none', async () => {
    const tpp = await TestTpp.register(bench.world, { fixedServices: true, services: ['balance'] });
    const customer: Customer = { personaId };
    expect(await typesIn(await obtain(tpp, customer, 'time'))).toEqual(['time']);
    expect((await typesIn(await obtain(tpp, customer, ...accountTypes))).toSorted()).toEqual(['ordinary', 'time']);
    await expect(obtain(tpp, customer, 'savings')).rejects.toThrow('the flow stopped: authorization.no-account');
    await tpp.close();
  });

  it('what is granted is what is true at the end: an account that is of another kind by then is left out', async () => {
    const tpp = await TestTpp.register(bench.world);
    const { database } = bench.world;
    let changed = '';
    const becomes = (type: string) =>
      database.updateTable('accounts').set({ type }).where('id', '=', changed).execute();
    const customer: Customer = {
      beforePermit: ({ services }) => {
        changed = services[0]?.accounts[0] ?? '';
        return becomes('savings');
      },
    };
    const tokens = await obtain(tpp, customer, 'ordinary', 'current');
    expect(await typeOf(changed)).toBe('savings');
    expect(granted(tokens).length).toBeGreaterThan(0);
    expect(accountsIn(granted(tokens))).not.toContain(changed);
    await tpp.close();
  });

  it('a renewal shows as taken out what the link that stands has of another kind', async () => {
    const tpp = await TestTpp.register(bench.world);
    const before = await obtainTokens(tpp, { personaId });
    expect((await typesIn(before)).toSorted()).toEqual(['ordinary', 'time']);
    let shown: ConsentStep | undefined;
    const beforePermit = (step: ConsentStep): Promise<void> => {
      shown = step;
      return Promise.resolve();
    };
    await obtain(tpp, { personaId, beforePermit }, 'ordinary');
    const difference = shown === undefined ? null : differenceOf(shown);
    expect(difference?.removed.map(({ id, accounts }) => [id, accounts.map(({ type }) => type)])).toEqual([
      ['balance', ['time']],
    ]);
    expect(difference?.added).toEqual([]);
    await tpp.close();
  });

  it('RFC 9396 6: a token request may name fewer of them, too; the rest of the grant stays', async () => {
    const tpp = await TestTpp.register(bench.world);
    const tokens = await obtainTokens(tpp, { personaId });
    const refresh = (refresh_token: string, authorization_details?: string) =>
      tpp.token({ grant_type: 'refresh_token', refresh_token, authorization_details });
    const less = (await refresh(tokens.refresh_token, details('time'))).body as Tokens;
    expect(await typesIn(less)).toEqual(['time']);
    const all = (await refresh(less.refresh_token)).body as Tokens;
    expect(granted(all)).toEqual(granted(tokens));
    const none = await refresh(all.refresh_token, details('savings'));
    expect(refusalOf(none)).toEqual([400, 'invalid_authorization_details']);
    await tpp.close();
  });

  it('the trail says what was asked for', async () => {
    const tpp = await TestTpp.register(bench.world);
    await obtain(tpp, { personaId }, 'ordinary');
    const rows = await bench.world.database
      .selectFrom('audit')
      .select('data_json')
      .where('kind', '=', 'flow.opened')
      .where('actor', '=', `tpp:${tpp.clientId}`)
      .execute();
    expect(rows.map(({ data_json }) => JSON.parse(data_json) as unknown)).toEqual([
      expect.objectContaining({ accountTypes: ['ordinary'] }),
    ]);
    await tpp.close();
  });
});
