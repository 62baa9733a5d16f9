import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { saveBankSetting } from '../../../server/bank/settings.ts';
import { Refused, type Place } from '../../support/app-client.ts';
import { beginJourney, walkThrough, walkTo, type Journey } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
const open: Journey[] = [];
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());
afterEach(async () => {
  await Promise.all(open.splice(0).map((journey) => journey.close()));
  await setStop(false);
  await saveBankSetting(test.world.database, test.clock, 'service-hours', null);
  await setMember({ login_allowed: 1, password_expires_at: null, password_failures: 0 });
});

const member = 'kanri-hanako';
const setStop = (stopped: boolean) => saveBankSetting(test.world.database, test.clock, 'emergency-stop', { stopped });
/** Closed at every hour of every day. */
const close = () => saveBankSetting(test.world.database, test.clock, 'service-hours', { open: [], closedOn: [] });
const setMember = (change: {
  login_allowed?: number;
  password_expires_at?: number | null;
  password_failures?: number;
}) => test.world.database.updateTable('members').set(change).where('id', '=', member).execute();

async function begin(): Promise<Journey> {
  const journey = await beginJourney(test.world, { personaId: member });
  open.push(journey);
  return journey;
}

async function at(step: 'password' | 'services' | 'consent'): Promise<Journey> {
  const journey = await begin();
  await walkTo(journey, step);
  return journey;
}

async function refusal(action: Promise<Place>): Promise<Refused['problem']> {
  const error: unknown = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error.problem;
}

/** The only way out of a stopped flow leads to the TPP, and says where it was left. */
async function expectStopped({ app }: Journey, code: string, from: string): Promise<void> {
  expect(app.step('stopped').code).toBe(code);
  expect(app.snapshot.allowed).toEqual(['cancel']);
  const place = await app.command({ kind: 'cancel' });
  if (place.kind !== 'returned') throw new Error('not back at the TPP');
  expect(place.location.searchParams.get('error')).toBe('access_denied');
  expect(place.location.searchParams.get('error_description')).toContain(from);
}

const lastAudit = (kind: string) =>
  test.world.database
    .selectFrom('audit')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
const tries = async (): Promise<number | undefined> =>
  (
    await test.world.database
      .selectFrom('members')
      .select('password_failures')
      .where('id', '=', member)
      .executeTakeFirst()
  )?.password_failures;

describe('at the certificate', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['login.emergency-stop', () => setStop(true)],
    ['login.out-of-hours', close],
    ['login.not-permitted', () => setMember({ login_allowed: 0 })],
    ['login.locked', () => setMember({ password_failures: 6 })],
  ])('%s stops the login of a good certificate, and is written down', async (code, stop) => {
    const journey = await begin();
    await stop();
    await journey.app.presentCertificate();
    expect(JSON.parse((await lastAudit('certificate.accepted'))?.data_json ?? '')).toMatchObject({ stopped: code });
    await expectStopped(journey, code, 'certificate');
  });

  it('what concerns everybody is said first', async () => {
    const journey = await begin();
    await setMember({ login_allowed: 0, password_failures: 6 });
    await close();
    await setStop(true);
    await journey.app.presentCertificate();
    await expectStopped(journey, 'login.emergency-stop', 'certificate');
  });
});

describe('at the password', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['login.emergency-stop', () => setStop(true)],
    ['login.out-of-hours', close],
    ['login.not-permitted', () => setMember({ login_allowed: 0 })],
  ])('%s stops the login and uses up no try, be the password right or wrong', async (code, stop) => {
    const journeys = [await at('password'), await at('password')];
    await stop();
    for (const [index, journey] of journeys.entries()) {
      const password = index === 0 ? journey.persona.loginPassword : 'Wrong2026';
      const problem = await refusal(journey.app.submitPassword(password));
      expect([problem.code, problem.triesLeft]).toEqual([code, undefined]);
      expect(JSON.parse((await lastAudit('password.refused'))?.data_json ?? '')).toEqual({ code });
      await expectStopped(journey, code, 'password');
    }
    expect(await tries()).toBe(0);
  });

  it('login.password-expired is only said to whoever knows the password', async () => {
    const journey = await at('password');
    await setMember({ password_expires_at: test.clock.now().getTime() - 1 });
    expect(await refusal(journey.app.submitPassword('Wrong2026'))).toMatchObject({
      code: 'login.wrong-password',
      triesLeft: 5,
    });
    expect(await refusal(journey.app.submitPassword(journey.persona.loginPassword))).toMatchObject({
      code: 'login.password-expired',
    });
    await expectStopped(journey, 'login.password-expired', 'password');
    expect(await tries()).toBe(0);
  });

  it('a password that expires tomorrow still opens', async () => {
    const journey = await at('password');
    await setMember({ password_expires_at: test.clock.now().getTime() + 86_400_000 });
    await journey.app.submitPassword(journey.persona.loginPassword);
    expect(journey.app.snapshot.step.kind).not.toBe('stopped');
  });
});

describe('after the login', () => {
  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['login.emergency-stop', () => setStop(true), () => setStop(false)],
    ['login.not-permitted', () => setMember({ login_allowed: 0 }), () => setMember({ login_allowed: 1 })],
  ])('%s holds every step back, also the last one, until it is lifted', async (code, stop, lift) => {
    const journey = await at('consent');
    await stop();
    expect((await refusal(journey.app.permit())).code).toBe(code);
    expect((await refusal(journey.app.command({ kind: 'back' }))).code).toBe(code);
    expect((await refusal(journey.app.command({ kind: 'extend' }))).code).toBe(code);
    const links = await test.world.database
      .selectFrom('links')
      .select('grant_id')
      .where('member_id', '=', member)
      .execute();
    expect(links).toEqual([]);
    await lift();
    const { location } = await walkThrough(journey);
    expect(location.searchParams.get('code')).not.toBeNull();
    await test.world.database.deleteFrom('links').where('member_id', '=', member).execute();
  });

  it('an emergency stop still lets the customer leave', async () => {
    const journey = await at('consent');
    await setStop(true);
    const place = await journey.app.command({ kind: 'cancel' });
    expect(place.kind === 'returned' && place.location.searchParams.get('error')).toBe('access_denied');
  });

  it('closing time lets him finish what he began', async () => {
    const journey = await at('services');
    await close();
    const { location } = await walkThrough(journey);
    expect(location.searchParams.get('code')).not.toBeNull();
    await test.world.database.deleteFrom('links').where('member_id', '=', member).execute();
  });
});

it('a lock outlives a restart', async () => {
  const journey = await at('password');
  for (let tried = 0; tried < 6; tried += 1) await refusal(journey.app.submitPassword('Wrong2026'));
  await test.restart();
  const later = await begin();
  await later.app.presentCertificate();
  await expectStopped(later, 'login.locked', 'certificate');
});
