import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personaIdentity } from '../support/app-client.ts';
import { beginJourney, walkThrough, walkTo } from '../support/walk.ts';
import { openTestWorld, type TestWorld } from '../support/world.ts';

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld();
});
afterAll(() => test.close());

describe('the server starts again on the same database', () => {
  it('and a flow goes on after each step, and its code, tokens and link still hold', async () => {
    const journey = await beginJourney(test.world);
    for (const step of ['password', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'] as const) {
      await walkTo(journey, step);
      await test.restart();
      await journey.app.reload();
      expect(journey.app.snapshot.step.kind).toBe(step);
    }
    const place = await journey.app.permit();
    if (place.kind !== 'returned') throw new Error('not returned');
    await test.restart();
    const { tokens } = await journey.tpp.finish(place.location, journey.started);
    await test.restart();
    const { status } = await journey.tpp.read('/resources/v1/accounts', tokens.access_token, journey.started.dpop);
    expect(status).toBe(200);
    await journey.close();
  });

  it('on other ports, and a new flow works: origins are configuration', async () => {
    const before = test.world.issuer;
    await test.move();
    expect(test.world.issuer).not.toBe(before);
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    const { location } = await walkThrough(journey);
    expect((await journey.tpp.finish(location, journey.started)).details).toHaveLength(1);
    await journey.close();
  });

  it('with its client CA lost: personas get new certificates, and the old ones open nothing', async () => {
    const old = await personaIdentity(test.world, 'kanri-hanako');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(`${test.world.home}/pki/client-issuing.key`, 'damaged');
    await test.restart();
    const stranger = await beginJourney(test.world, { identity: old });
    await expect(stranger.app.presentCertificate()).rejects.toMatchObject({
      problem: { code: 'certificate.wrong-issuer' },
    });
    await stranger.close();
    const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await journey.app.presentCertificate();
    await journey.close();
  });
});
