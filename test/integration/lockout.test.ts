import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused, seal } from '../support/app-client.ts';
import { beginJourney, pinOf, walkTo, type Journey } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

async function refusal(action: Promise<unknown>): Promise<Refused['problem']> {
  const error: unknown = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error.problem;
}

const at = async (personaId: string, step: 'password' | 'inquiryPin'): Promise<Journey> => {
  const journey = await beginJourney(test.world, { personaId });
  await walkTo(journey, step);
  return journey;
};

describe('ログインパスワード', () => {
  it('counts down, forgets after a success, and locks the ID at the sixth', async () => {
    const first = await at('sekkei-jiro', 'password');
    for (const triesLeft of [5, 4]) {
      expect(await refusal(first.app.submitPassword('Wrong2026'))).toMatchObject({
        code: 'login.wrong-password',
        triesLeft,
      });
      expect(first.app.step('password').triesLeft).toBe(triesLeft);
    }
    await first.app.submitPassword(first.persona.loginPassword);
    await first.app.command({ kind: 'cancel' });
    await first.close();

    const second = await at('sekkei-jiro', 'password');
    for (const triesLeft of [5, 4, 3, 2, 1]) {
      expect(await refusal(second.app.submitPassword('Wrong2026'))).toMatchObject({ triesLeft });
    }
    expect(await refusal(second.app.submitPassword('Wrong2026'))).toMatchObject({ code: 'login.locked' });
    expect(second.app.step('stopped').code).toBe('login.locked');
    expect(second.app.snapshot.allowed).toEqual(['cancel']);
    const place = await second.app.command({ kind: 'cancel' });
    expect(place.kind === 'returned' && place.location.searchParams.get('error')).toBe('access_denied');
    await second.close();
  });

  it('stays locked for a new flow, even with the right password', async () => {
    const journey = await beginJourney(test.world, { personaId: 'sekkei-jiro' });
    await journey.app.presentCertificate().catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
    expect(journey.app.step('stopped').code).toBe('login.locked');
    await journey.close();
  });

  it('cannot be guessed faster by sending many at once', async () => {
    const journeys = await Promise.all(Array.from({ length: 4 }, () => at('koza-tami', 'password')));
    const results = await Promise.all(
      journeys.flatMap(({ app }) => [1, 2].map(() => app.submitPassword('Wrong2026').catch((error: unknown) => error))),
    );
    expect(results.every((result) => result instanceof Refused)).toBe(true);
    const row = await test.world.database
      .selectFrom('members')
      .select('password_failures')
      .where('id', '=', 'koza-tami')
      .executeTakeFirstOrThrow();
    expect(row.password_failures).toBeGreaterThanOrEqual(4);
    expect(row.password_failures).toBeLessThanOrEqual(6);
    await Promise.all(journeys.map((journey) => journey.close()));
  });

  it('is refused when it was sealed for another flow, another purpose or another key', async () => {
    const [one, two] = await Promise.all([at('kanri-hanako', 'password'), at('kanri-hanako', 'password')]);
    const key = one.app.step('password').seal;
    const { flow } = one.app.snapshot;
    const password = one.persona.loginPassword;
    const attempts = [
      seal(password, key, 'inquiry-pin', flow),
      seal(password, key, 'login-password', two.app.snapshot.flow),
      seal(password, two.app.step('password').seal, 'login-password', flow),
    ];
    for (const sealed of await Promise.all(attempts)) {
      expect(await refusal(one.app.command({ kind: 'submit-password', sealed }))).toMatchObject({
        code: 'request.invalid',
      });
    }
    await Promise.all([one.close(), two.close()]);
  });
});

describe('照会用暗証番号', () => {
  it('counts down per account and locks it at the third; the others go on', async () => {
    const journey = await at('keiri-taro', 'inquiryPin');
    const { app } = journey;
    const id = (last3: string) => {
      const found = app.step('inquiryPin').accounts.find(({ account }) => account.last3 === last3);
      if (!found) throw new Error(`no account ${last3}`);
      return found.account.id;
    };
    const ekimae = id('448');
    for (const triesLeft of [2, 1]) {
      expect(await refusal(app.registerPin(ekimae, '0000'))).toMatchObject({ code: 'pin.wrong', triesLeft });
      const shown = app.step('inquiryPin').accounts.find(({ account }) => account.id === ekimae);
      expect(shown?.triesLeft).toBe(triesLeft);
    }
    expect(await refusal(app.registerPin(ekimae, '0000'))).toMatchObject({ code: 'pin.locked' });
    expect((await refusal(app.registerPin(ekimae, pinOf(journey.persona, '448')))).code).toMatch(/^pin\./);
    await app.registerPin(id('305'), pinOf(journey.persona, '305'));
    await app.command({ kind: 'confirm-result' });
    expect(app.step('consent').leftOut).toContain(ekimae);
    expect((await app.permit()).kind).toBe('returned');
    await journey.close();
  });
});
