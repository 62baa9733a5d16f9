import * as oauth from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginJourney, walkTo, type Journey } from '../support/walk.ts';
import type { Place } from '../support/app-client.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

async function denial({ tpp, started }: Journey, place: Place): Promise<oauth.AuthorizationResponseError> {
  if (place.kind !== 'returned') throw new Error('not returned');
  expect(place.location.searchParams.get('iss')).toBe(test.world.issuer);
  const error: unknown = await tpp.finish(place.location, started).catch((reason: unknown) => reason);
  if (!(error instanceof oauth.AuthorizationResponseError)) throw new Error('no authorization error');
  expect(error.error).toBe('access_denied');
  return error;
}

const linksOf = (memberId: string) =>
  test.world.database.selectFrom('links').select('grant_id').where('member_id', '=', memberId).execute();

describe('leaving', () => {
  // The steps in an order that leaves PINs to register for the later ones.
  it.each(['certificate', 'password', 'services', 'inquiryPin', 'consent', 'inquiryPinResult'] as const)(
    'cancel at %s tells the TPP the step and leaves nothing behind',
    async (step) => {
      const journey = await beginJourney(test.world, { personaId: step === 'consent' ? 'kanri-hanako' : 'keiri-taro' });
      await walkTo(journey, step);
      expect(journey.app.snapshot.allowed).toContain('cancel');
      const flow = journey.app.snapshot.flow;
      const error = await denial(journey, await journey.app.command({ kind: 'cancel' }));
      expect(error.error_description).toMatch(new RegExp(`\\b${step}$`));
      expect(await linksOf(journey.persona.id)).toEqual([]);
      const row = await test.world.database.selectFrom('flows').selectAll().where('id', '=', flow).executeTakeFirst();
      expect(row?.seal_json ?? null).toBeNull();
      await journey.close();
    },
  );

  it('refusing ends at the TPP and grants nothing', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(journey, 'consent');
    const error = await denial(journey, await journey.app.command({ kind: 'refuse' }));
    expect(error.error_description).toMatch(/refused.*consent/);
    expect(await linksOf('kanri-hanako')).toEqual([]);
    await journey.close();
  });

  it('a flow that ran out of time can only be left', async () => {
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(journey, 'services');
    test.clock.forward(16);
    await expect(journey.app.reload()).rejects.toMatchObject({
      problem: { code: 'authorization.timed-out' },
      status: 410,
    });
    await expect(journey.app.command({ kind: 'choose-services', permissions: [] })).rejects.toMatchObject({
      problem: { code: 'authorization.timed-out' },
    });
    const error = await denial(journey, await journey.app.command({ kind: 'cancel' }));
    expect(error.error_description).toMatch(/timed out.*services/);
    await journey.close();
  });
});
