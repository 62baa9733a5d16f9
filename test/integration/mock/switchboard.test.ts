import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { takeCheckpoint } from '../../../server/mock/control/checkpoint.ts';
import { scenarios } from '../../../server/mock/scenarios/catalogue.ts';
import { conflictOf } from '../../../server/mock/scenarios/conflicts.ts';
import { everybody } from '../../../server/mock/scenarios/scope.ts';
import { Refused, type Place } from '../../support/app-client.ts';
import { beginJourney, walkTo } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());
afterEach(() => test.world.switchboard.reset());

const board = () => test.world.switchboard;
const books = async () => JSON.stringify([...(await takeCheckpoint(test.world.database))]);
const revoked = () => readFile(join(test.world.home, 'pki', 'revoked.json'), 'utf8').catch(() => '{}\n');

async function codeOf(action: Promise<Place>): Promise<string> {
  try {
    const place = await action;
    return place.kind === 'step' ? place.snapshot.step.kind : 'returned';
  } catch (error) {
    if (error instanceof Refused) return error.problem.code;
    throw error;
  }
}

describe('the switchboard', () => {
  it.each(scenarios.map(({ id }) => id))('%s: switched on and off, the bank is exactly as it was', async (id) => {
    const before = await books();
    const lists = JSON.parse(await revoked()) as unknown;
    expect((await board().on(id)).ok).toBe(true);
    expect(
      board()
        .active()
        .map(({ scenario }) => scenario.id),
    ).toEqual([id]);
    expect(await board().off(id)).toBe(true);
    expect(await books()).toBe(before);
    expect(JSON.parse(await revoked())).toEqual(lists);
    expect(JSON.parse(await readFile(join(test.world.home, 'scenarios.json'), 'utf8'))).toEqual({});
  });

  it('has ids, words and an example of its parameters that is never wrong', () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
    for (const scenario of scenarios) {
      const { title, what } = scenario;
      for (const text of [title.ja, title.en, what.ja, what.en]) expect(text).not.toBe('');
      expect(scenario.parse({}).ok).toBe(true);
      expect(scenario.parse({ nonsense: 1 }).ok).toBe(false);
    }
  });

  it('every exclusion names a scenario that is there, and holds both ways', () => {
    const ids = new Set(scenarios.map(({ id }) => id));
    for (const one of scenarios) {
      for (const id of Object.keys(one.excludes)) expect(ids).toContain(id);
      for (const other of scenarios) {
        const [a, b] = [
          { scenario: one, scope: everybody },
          { scenario: other, scope: everybody },
        ];
        expect(conflictOf(a, b) === null).toBe(conflictOf(b, a) === null);
      }
    }
  });

  it('refuses an impossible pair with the reason, changes nothing, and allows it for different people', async () => {
    await board().on('password-locked', {}, { personas: ['keiri-taro'] });
    const before = await books();
    const refused = await board().on('password-wrong');
    expect(refused).toMatchObject({ ok: false, kind: 'conflict', with: 'password-locked' });
    expect(!refused.ok && refused.kind === 'conflict' && refused.reason.ja).toContain('同時には起こりません');
    expect(await books()).toBe(before);
    expect((await board().on('password-wrong', {}, { personas: ['kanri-hanako'] })).ok).toBe(true);
  });

  it.each([
    ['no such scenario', 'snow', {}, undefined, 'unknown'],
    ['a parameter of the wrong kind', 'password-wrong', { triesLeft: 'many' }, undefined, 'invalid'],
    ['a person who is not there', 'password-wrong', {}, { personas: ['nobody'] }, 'invalid'],
    ['a TPP where it cannot be limited to one', 'password-wrong', {}, { tpps: ['kaikei-mirai'] }, 'invalid'],
    ['a scope with a typo', 'password-wrong', {}, { persona: ['keiri-taro'] }, 'invalid'],
  ])('refuses %s', async (_what, id, parameters, scope, kind) => {
    expect(await board().on(id, parameters, scope)).toMatchObject({ ok: false, kind });
    expect(board().active()).toEqual([]);
  });

  it('takes other parameters without leaving anything of the first ones', async () => {
    const before = await books();
    await board().on('password-wrong', { triesLeft: 2 });
    await board().on('password-wrong', { triesLeft: 5 }, { personas: ['keiri-taro'] });
    const row = await test.world.database
      .selectFrom('members')
      .select(['id', 'password_failures'])
      .orderBy('id')
      .execute();
    expect(row.find(({ id }) => id === 'keiri-taro')?.password_failures).toBe(1);
    expect(row.find(({ id }) => id === 'kanri-hanako')?.password_failures).toBe(0);
    await board().reset();
    expect(await books()).toBe(before);
  });

  it('combines, is reset by one call, and does what many callers ask one after the other', async () => {
    const before = await books();
    const results = await Promise.all(
      [
        'password-expired',
        'emergency-stop',
        'pins-all-registered',
        'latency',
        'existing-link',
        'certificate-revoked',
      ].map((id) => board().on(id)),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(board().active()).toHaveLength(6);
    await board().reset();
    expect(board().active()).toEqual([]);
    expect(await books()).toBe(before);
  });

  it('concerns only whom it says, and a flow under way only where it says', async () => {
    const [one, other] = await Promise.all([
      beginJourney(test.world, { personaId: 'keiri-taro' }),
      beginJourney(test.world, { personaId: 'kanri-hanako' }),
    ]);
    await Promise.all([walkTo(one, 'services'), walkTo(other, 'services')]);
    await board().on('server-error', { at: ['services'] }, { personas: ['keiri-taro'] });
    const choose = ({ app }: typeof one) =>
      app.command({ kind: 'choose-services', permissions: app.step('services').chosen });
    expect(await codeOf(choose(one))).toBe('environment.server-error');
    expect(await codeOf(choose(other))).toBe('consent');
    expect(await codeOf(one.app.reload())).toBe('services');
    await board().reset();
    expect(await codeOf(choose(one))).toBe('inquiryPin');
    await Promise.all([one.close(), other.close()]);
  });

  it('an answer that is lost was carried out, and is not carried out twice', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(journey, 'consent');
    await board().on('connection-cut', { at: ['consent'], when: 'after', times: 1 });
    await expect(journey.app.permit()).rejects.toThrow();
    const place = await journey.app.reload();
    expect(place.kind === 'returned' && place.location.searchParams.get('code')).not.toBeNull();
    await journey.close();
    await test.world.database.deleteFrom('links').where('member_id', '=', 'kanri-hanako').execute();
  });

  it('keeps what a flow did to columns that the scenario never touched', async () => {
    await board().on('password-expired', {}, { personas: ['keiri-taro'] });
    const journey = await beginJourney(test.world, { personaId: 'keiri-taro' });
    await walkTo(journey, 'password');
    expect(await codeOf(journey.app.submitPassword('Wrong2026x'))).toBe('login.wrong-password');
    await board().reset();
    const row = await test.world.database
      .selectFrom('members')
      .select(['password_failures', 'password_expires_at'])
      .where('id', '=', 'keiri-taro')
      .executeTakeFirst();
    expect(row).toEqual({ password_failures: 1, password_expires_at: null });
    await journey.close();
  });
});

describe('a world that ends', () => {
  it('takes its scenarios back, and after a crash the next one does', async () => {
    const own = await openTestWorld();
    const before = JSON.stringify([...(await takeCheckpoint(own.world.database))]);
    const lists = join(own.world.home, 'pki', 'revoked.json');
    const revokedBefore = JSON.parse(await readFile(lists, 'utf8')) as unknown;
    await own.world.switchboard.on('password-locked');
    await own.world.switchboard.on('certificate-revoked');
    await own.world.switchboard.on('certificate-not-this-user', {}, { personas: ['kanri-hanako'] });
    // What a crash leaves: the file, and the bank as it is now.
    const file = join(own.world.home, 'scenarios.json');
    const left = await readFile(file, 'utf8');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { undoLeftovers } = await import('../../../server/mock/scenarios/switchboard.ts');
    expect(Object.keys(JSON.parse(left) as object)).toHaveLength(3);
    const { home, database, revocation } = own.world;
    expect(await undoLeftovers({ home, database, revocation })).toBeGreaterThan(3);
    expect(JSON.stringify([...(await takeCheckpoint(database))])).toBe(before);
    expect(JSON.parse(await readFile(lists, 'utf8'))).toEqual(revokedBefore);
    await own.restart();
    expect(JSON.stringify([...(await takeCheckpoint(own.world.database))])).toBe(before);
    await own.close();
  });
});
