import * as oauth from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultRateLimits, type RateLimits } from '../../../server/http/rate-limit-config.ts';
import { Refused } from '../../support/app-client.ts';
import { makeProof, newHolder, problemOf, sendProof } from '../../support/proof.ts';
import { TppClient } from '../../support/tpp-client.ts';
import { beginJourney, walkTo } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const limits: RateLimits = {
  address: { count: 40, seconds: 60 },
  member: { count: 4, seconds: 60 },
  par: { count: 3, seconds: 60 },
  token: { count: 2, seconds: 60 },
  tppAddress: { count: 30, seconds: 60 },
};

let test: TestWorld;
beforeAll(async () => {
  test = await openTestWorld({ adjust: (config) => ({ ...config, limits }) });
});
afterAll(() => test.close());
// Nobody has asked for two minutes.
beforeEach(() => {
  test.clock.forward(2);
});

async function problem(action: Promise<unknown>): Promise<Refused['problem'] | null> {
  const error: unknown = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return null;
  if (!(error instanceof Refused)) throw new Error('not a refusal', { cause: error });
  return error.problem;
}

const told = async (limit: string): Promise<number> => {
  const rows = await test.world.database
    .selectFrom('audit')
    .select('data_json')
    .where('kind', '=', 'limit.reached')
    .execute();
  return rows.filter(({ data_json }) => data_json.includes(`"${limit}"`)).length;
};

describe('a member', () => {
  it('is held back without losing a try, and another one is not', async () => {
    const one = await beginJourney(test.world, { personaId: 'keiri-taro' });
    const two = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(one, 'password');
    for (const triesLeft of [5, 4, 3]) {
      expect(await problem(one.app.submitPassword('Wrong2026'))).toMatchObject({ triesLeft });
    }
    for (let more = 0; more < 3; more += 1) {
      expect(await problem(one.app.submitPassword('Wrong2026'))).toMatchObject({
        code: 'request.too-many',
        status: 429,
      });
    }
    expect(await told('member')).toBe(1);
    await walkTo(two, 'services');

    test.clock.forward(2);
    expect(await problem(one.app.submitPassword('Wrong2026'))).toMatchObject({ triesLeft: 2 });
    await one.app.submitPassword(one.persona.loginPassword);
    await Promise.all([one.close(), two.close()]);
  });

  it('is told when to come back, in seconds', async () => {
    const journey = await beginJourney(test.world, { personaId: 'koza-tami' });
    await walkTo(journey, 'services');
    const { flow, revision } = journey.app.snapshot;
    const send = () => journey.app.post({ flow, revision: revision + 1, command: { kind: 'back' } });
    await send();
    await send();
    const refused = await send();
    expect(refused.status).toBe(429);
    const retryAfter = String(refused.headers['retry-after']);
    expect(retryAfter).toMatch(/^\d+$/);
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(Number(retryAfter)).toBeLessThanOrEqual(120);
    await journey.close();
  });

  it('is one and the same for certificates of both ways', async () => {
    const holder = await newHolder(test.world, 'sekkei-jiro');
    const codes: string[] = [];
    for (let logins = 0; logins < 5; logins += 1) {
      const journey = await beginJourney(test.world, {
        personaId: 'sekkei-jiro',
        clientId: logins < 3 ? 'kaikei-mirai' : 'shikin-navi',
        identity: logins % 2 === 0 ? null : { cert: holder.certPem + holder.chainPem, key: holder.keyPem },
      });
      if (logins % 2 === 0) {
        const answer = await sendProof(
          journey,
          await makeProof(journey, holder, timesOf(journey.app.snapshot.serverTime)),
        );
        codes.push(answer.status === 200 ? 'ok' : problemOf(answer).code);
      } else codes.push((await problem(journey.app.presentCertificate()))?.code ?? 'ok');
      await journey.close();
    }
    expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'request.too-many']);
  });
});

const timesOf = (now: string) => {
  const iat = Math.floor(Date.parse(now) / 1000);
  return { claims: { iat, exp: iat + 60 } };
};

describe('an address', () => {
  it('cannot flood the certificate endpoint or the interactions, whoever it says it is', async () => {
    const journey = await beginJourney(test.world);
    const statuses: number[] = [];
    for (let asked = 0; asked < 45; asked += 1) {
      const body = JSON.stringify({ ticket: 'x'.repeat(43) });
      statuses.push((await journey.app.postCertificate(body)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
    expect(statuses.lastIndexOf(404)).toBeLessThan(statuses.indexOf(429));
    expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(40);

    const { uid } = journey.app;
    for (const path of [`/interaction/${uid}`, `/interaction/${uid}/certificate-proof`, '/authorize?client_id=x']) {
      const answer = await journey.app.send(path, { headers: { 'x-forwarded-for': '203.0.113.9' } });
      expect(answer.status, path).toBe(429);
      expect(answer.headers['retry-after'], path).toMatch(/^\d+$/);
    }
    await journey.close();
  });
});

describe('a TPP', () => {
  const pushed = async (tpp: TppClient): Promise<string> => {
    try {
      await tpp.start();
      return 'ok';
    } catch (error) {
      if (!(error instanceof oauth.ResponseBodyError)) throw error;
      return `${String(error.status)} ${error.error}`;
    }
  };

  it('may push so many requests; another one is not held back by it', async () => {
    const one = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai' });
    const two = await TppClient.open({ world: test.world, clientId: 'shikin-navi' });
    const outcomes = [];
    for (let sent = 0; sent < 5; sent += 1) outcomes.push(await pushed(one));
    expect(outcomes).toEqual(['ok', 'ok', 'ok', '429 temporarily_unavailable', '429 temporarily_unavailable']);
    expect(await pushed(two)).toBe('ok');
    expect(await told('par')).toBe(1);
    await Promise.all([one.close(), two.close()]);
  });

  it('cannot be held back by somebody who only knows its client_id', async () => {
    const real = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai' });
    const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const key = { privateKey, publicKey, kid: 'forged' } as unknown as Parameters<typeof TppClient.open>[0]['key'];
    const forged = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai', ...(key ? { key } : {}) });
    for (let sent = 0; sent < 6; sent += 1) expect(await pushed(forged)).toBe('401 invalid_client');
    expect(await pushed(real)).toBe('ok');
    await Promise.all([real.close(), forged.close()]);
  });

  it('may ask for so many tokens', async () => {
    const tpp = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai' });
    const dpop = oauth.getDPoPHandle(tpp.configuration, await oauth.randomDPoPKeyPair('ES256'));
    const refresh = () =>
      oauth.refreshTokenGrant(tpp.configuration, 'no-such-token', {}, { DPoP: dpop }).then(
        () => 'ok',
        (error: unknown) => {
          if (!(error instanceof oauth.ResponseBodyError)) throw error;
          return `${String(error.status)} ${error.error}`;
        },
      );
    expect([await refresh(), await refresh(), await refresh()]).toEqual([
      '400 invalid_grant',
      '400 invalid_grant',
      '429 temporarily_unavailable',
    ]);
    await tpp.close();
  });

  it('and everybody at its address together may not flood the two endpoints', async () => {
    const tpp = await TppClient.open({ world: test.world, clientId: 'kaikei-mirai' });
    const journey = await beginJourney(test.world, { clientId: 'shikin-navi' });
    const answers = [];
    for (let sent = 0; sent < 32; sent += 1)
      answers.push(await journey.app.send('/token', { method: 'POST', headers: form, body: 'grant_type=x' }));
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(JSON.parse(last?.text ?? '')).toMatchObject({ error: 'temporarily_unavailable' });
    expect(last?.headers['retry-after']).toMatch(/^\d+$/);
    expect(answers.filter(({ status }) => status !== 429).length).toBeLessThanOrEqual(30);
    await Promise.all([tpp.close(), journey.close()]);
  });
});

const form = { 'content-type': 'application/x-www-form-urlencoded' };

it('the limits that stand when nobody says otherwise leave a customer alone', () => {
  // A long flow of one customer is some twenty requests.
  expect(defaultRateLimits.member.count).toBeGreaterThanOrEqual(60);
  expect(defaultRateLimits.address.count).toBeGreaterThanOrEqual((10 * defaultRateLimits.member.count) / 2);
});
