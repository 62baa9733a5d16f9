import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission } from '../../server/contract/catalogue.ts';
import type { Persona } from '../../server/mock/persona.ts';
import { personaAccounts } from '../../server/mock/seed/accounts.ts';
import type { Granted } from '../support/tpp-client.ts';
import { beginJourney, personaOf, pinOf, walkThrough, walkTo, type Journey } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
let taro: Persona;
beforeAll(async () => {
  test = await openTestWorld();
  taro = personaOf(test.world, 'keiri-taro');
});
afterAll(() => test.close());

const idOf = (last3: string): string => {
  const account = personaAccounts(taro).find(({ number }) => number.endsWith(last3));
  if (!account) throw new Error(`no account ${last3}`);
  return account.id;
};
const path = (last3: string, rest = ''): string => `/resources/v1/accounts/${idOf(last3)}${rest}`;

describe('手順1 to 5 over real TLS', () => {
  let journey: Journey;
  let granted: Granted;
  const chosen = (): Permission[] => [
    { service: 'balance', accounts: [idOf('012'), idOf('448'), idOf('305')] },
    { service: 'transactions', accounts: [idOf('012')] },
  ];

  it('shows each step in its order and ends at the TPP with a code', async () => {
    journey = await beginJourney(test.world);
    const { app, persona } = journey;
    expect(app.snapshot.tpp).toMatchObject({ clientId: 'kaikei-mirai', returnTo: journey.tpp.redirectUri });
    expect(app.step('certificate').origin).toBe(test.world.certificateOrigin);
    await app.presentCertificate();
    expect(app.step('password').member).toEqual({ name: '経理 太郎', company: '株式会社さくら商事' });
    await app.submitPassword(persona.loginPassword);

    const offer = app.step('services').services;
    expect(offer.map(({ id }) => id)).toEqual([
      'balance',
      'transactions',
      'incoming-transfers',
      'activity',
      'bulk-transfer',
      'payroll',
    ]);
    const reasons = Object.fromEntries(
      (offer.find(({ id }) => id === 'transactions')?.accounts ?? []).map((each) => [each.account, each.unavailable]),
    );
    expect(reasons).toMatchObject({ [idOf('012')]: null, [idOf('771')]: 'time-deposit', [idOf('226')]: 'pin-locked' });
    await app.command({ kind: 'choose-services', permissions: chosen() });

    const states = app.step('inquiryPin').accounts.map(({ account, state }) => [account.last3, state]);
    expect(states).toContainEqual(['012', 'registered']);
    expect(states).toContainEqual(['448', 'unregistered']);
    await app.registerPin(idOf('448'), pinOf(persona, '448'));
    expect(app.step('inquiryPinResult').accounts.find(({ account }) => account.last3 === '448')?.state).toBe(
      'registered-now',
    );
    await app.command({ kind: 'confirm-result' });

    const consent = app.step('consent');
    expect(consent.leftOut).toEqual([idOf('305')]);
    expect(consent).toMatchObject({ company: '株式会社さくら商事', member: '経理 太郎', days: 90, existing: null });
    expect(consent.intent.text.ja).toContain('クラウド会計みらい');
    const place = await app.permit();
    if (place.kind !== 'returned') throw new Error('not returned');
    expect(place.location.href.startsWith(`${journey.tpp.redirectUri}?`)).toBe(true);
    expect(place.location.searchParams.get('iss')).toBe(test.world.issuer);
    granted = await journey.tpp.finish(place.location, journey.started);
  });

  it('grants exactly what was chosen and could be registered', () => {
    expect(granted.details).toHaveLength(1);
    expect(granted.details[0]).toMatchObject({
      type: 'corporate_account_access',
      permissions: [
        { service: 'balance', accounts: [idOf('012'), idOf('448')] },
        { service: 'transactions', accounts: [idOf('012')] },
      ],
    });
    expect(granted.tokens.token_type.toLowerCase()).toBe('dpop');
  });

  it('lets the TPP read what was granted', async () => {
    const { tpp, started } = journey;
    const read = (url: string) => tpp.read(url, granted.tokens.access_token, started.dpop);
    const accounts = await read('/resources/v1/accounts');
    expect(accounts.status).toBe(200);
    expect(JSON.stringify(accounts.body)).not.toContain('1234012');
    expect((accounts.body as { accounts: { id: string }[] }).accounts.map(({ id }) => id).sort()).toEqual(
      [idOf('012'), idOf('448')].sort(),
    );
    expect(await read(path('012', '/balance'))).toMatchObject({ status: 200, body: { balance: 12_480_350 } });
    expect(await read(path('448', '/balance'))).toMatchObject({ status: 200, body: { balance: 3_120_500 } });
    const statement = await read(path('012', '/transactions'));
    expect(statement.status).toBe(200);
    expect((statement.body as { transactions: unknown[] }).transactions.length).toBeGreaterThan(10);
  });

  it('lets it read nothing else', async () => {
    const { tpp, started } = journey;
    const other = personaAccounts(personaOf(test.world, 'kanri-hanako'))[0];
    const refused = [
      path('305', '/balance'),
      path('226', '/balance'),
      path('771', '/balance'),
      path('448', '/transactions'),
      path('305', '/transactions'),
      `/resources/v1/accounts/${other?.id ?? ''}/balance`,
      '/resources/v1/accounts/acc_unknown_00000/balance',
    ];
    for (const url of refused) {
      const { status } = await tpp.read(url, granted.tokens.access_token, started.dpop);
      expect([url, [403, 404].includes(status)]).toEqual([url, true]);
    }
  });

  it('binds the access token to its key', async () => {
    const stranger = await journey.tpp.start();
    const { status } = await journey.tpp.read('/resources/v1/accounts', granted.tokens.access_token, stranger.dpop);
    expect(status).toBe(401);
  });

  it('replaces the link when the customer registers again', async () => {
    const again = await beginJourney(test.world);
    await walkTo(again, 'consent');
    const { existing, services } = again.app.step('consent');
    // What stands is told by 業務 and account, so that the screen can say what changes.
    expect(existing?.services?.map(({ id }) => id)).toEqual(expect.arrayContaining([services[0]?.id]));
    expect(existing?.services?.[0]?.accounts[0]).toHaveProperty('last3');
    const place = await again.app.permit();
    if (place.kind !== 'returned') throw new Error('not returned');

    const before = () => journey.tpp.read('/resources/v1/accounts', granted.tokens.access_token, journey.started.dpop);
    expect((await before()).status).toBe(200); // the old link stays good until the new one succeeded
    const renewed = await again.tpp.finish(place.location, again.started);
    expect((await before()).status).toBe(401);
    expect(
      (await again.tpp.read('/resources/v1/accounts', renewed.tokens.access_token, again.started.dpop)).status,
    ).toBe(200);
    const active = await test.world.database
      .selectFrom('links')
      .select('grant_id')
      .where('member_id', '=', 'keiri-taro')
      .where('status', '=', 'active')
      .execute();
    expect(active).toHaveLength(1);
    await again.close();
    await journey.close();
  });
});

describe('what is skipped', () => {
  it('手順2 for a TPP with a fixed set, which gets every service of it on every account that allows it', async () => {
    const journey = await beginJourney(test.world, { clientId: 'shikin-navi', personaId: 'kanri-hanako' });
    const { location, steps } = await walkThrough(journey);
    expect(steps).toEqual(['certificate', 'password', 'consent']);
    const { details } = await journey.tpp.finish(location, journey.started);
    expect(details[0]?.permissions.map(({ service, accounts }) => [service, accounts.length])).toEqual([
      ['balance', 3],
      ['transactions', 3],
      ['incoming-transfers', 3],
    ]);
    await journey.close();
  });

  it('手順3 and 4 when every chosen account is registered', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    const { location, steps } = await walkThrough(journey);
    expect(steps).toEqual(['certificate', 'password', 'services', 'consent']);
    expect(location.searchParams.has('code')).toBe(true);
    await journey.close();
  });

  it('nothing for a customer with 120 accounts', async () => {
    const journey = await beginJourney(test.world, { personaId: 'koza-tami' });
    const { location, steps } = await walkThrough(journey);
    expect(steps).toEqual(['certificate', 'password', 'services', 'inquiryPin', 'inquiryPinResult', 'consent']);
    const { details } = await journey.tpp.finish(location, journey.started);
    expect(details[0]?.permissions[0]?.accounts.length).toBeGreaterThan(100);
    await journey.close();
  });
});

describe('ways back', () => {
  it('keep the choices, and 追加登録 registers one more', async () => {
    const journey = await beginJourney(test.world, { personaId: 'koza-tami' });
    const { app, persona } = journey;
    await walkTo(journey, 'inquiryPin');
    await app.command({ kind: 'back' });
    expect(app.step('services').chosen.length).toBeGreaterThan(0);
    await walkTo(journey, 'inquiryPinResult');
    await app.command({ kind: 'register-another' });
    const open = app.step('inquiryPin').accounts.find(({ state }) => state === 'unregistered');
    if (!open) throw new Error('nothing left to register');
    await app.registerPin(open.account.id, pinOf(persona, open.account.last3));
    await app.command({ kind: 'confirm-result' });
    await app.command({ kind: 'back' });
    expect(app.snapshot.step.kind).toBe('inquiryPin');
    await app.command({ kind: 'skip-inquiry-pin' });
    const before = app.snapshot.expiresAt;
    test.clock.forward(2);
    await app.command({ kind: 'extend' });
    expect(Date.parse(app.snapshot.expiresAt)).toBeGreaterThan(Date.parse(before));
    expect((await app.permit()).kind).toBe('returned');
    await journey.close();
  });
});
