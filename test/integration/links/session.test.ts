import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../../server/audit/read-trail.ts';
import { forgetEndedSessions } from '../../../server/links/session/store.ts';
import { personaIdentity, seal } from '../../support/app-client.ts';
import { openBench, type Bench } from '../../support/fapi/bench.ts';
import { codeOf, LinksClient } from '../../support/links-client.ts';
import { databases } from '../../support/postgres.ts';
import { newHolder, x5cOf, type Holder } from '../../support/proof.ts';
import { personaOf } from '../../support/walk.ts';

describe.each(databases)('the login to the links, on $name', (kind) => {
  let bench: Bench;
  const clients: LinksClient[] = [];
  beforeAll(async () => {
    bench = await openBench(kind);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await bench.close();
  });

  const member = 'keiri-taro';
  const passwordOf = (id: string): string => personaOf(bench.world, id).loginPassword;
  async function opened(persona: string | null = member): Promise<LinksClient> {
    const client = new LinksClient(bench.world, persona === null ? null : await personaIdentity(bench.world, persona));
    clients.push(client);
    await client.open();
    return client;
  }
  async function loggedIn(persona = member): Promise<LinksClient> {
    const client = await LinksClient.loggedIn(bench.world, persona);
    clients.push(client);
    return client;
  }
  const rowOf = ({ snapshot }: LinksClient) =>
    bench.world.database.selectFrom('link_sessions').selectAll().where('id', '=', snapshot.session).executeTakeFirst();
  const setFailures = (id: string, failures: number) =>
    bench.world.database.updateTable('members').set({ password_failures: failures }).where('id', '=', id).execute();
  const eventsOf = async (id: string): Promise<string[]> => {
    const kinds: string[] = [];
    for await (const entry of readTrail(bench.world.database))
      if (entry.subject === `session:${id}`) kinds.push(entry.kind);
    return kinds;
  };

  it('goes by certificate and password to an open session, and everything it needed is gone then', async () => {
    const client = await opened();
    expect(client.snapshot.allowed).toEqual(['extend', 'close']);
    expect(await codeOf(client.list())).toBe('flow.not-allowed');
    await client.presentCertificate();
    expect(client.step('password')).toMatchObject({ member: { name: '経理 太郎' }, triesLeft: 6 });
    expect(client.snapshot.allowed).toEqual(['submit-password', 'extend', 'close']);
    expect((await rowOf(client))?.seal_json).not.toBeNull();
    await client.submitPassword(passwordOf(member));
    expect(client.step('open').member).toEqual({ name: '経理 太郎', company: '株式会社さくら商事', role: 'member' });
    expect(await rowOf(client)).toMatchObject({ seal_json: null, ticket_hash: null });
    expect(JSON.stringify(await rowOf(client))).not.toContain(client.cookie);
    expect((await client.list()).next).toBeNull();
    const { session } = client.snapshot;
    expect((await client.send({ kind: 'close' })).status).toBe(204);
    expect(await eventsOf(session)).toEqual(['certificate.accepted', 'password.accepted', 'session.ended']);
  });

  it('sets a cookie that no page can read, for these addresses alone', async () => {
    const client = new LinksClient(bench.world, null);
    clients.push(client);
    const { headers } = await client.post('/links/sessions');
    expect(headers['set-cookie']).toMatch(
      /^__Secure-renkei-links=[\w-]{43}; Path=\/links; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(headers['cache-control']).toBe('no-store');
  });

  it('is for the app alone, at the issuer alone', async () => {
    const { plain, world } = bench;
    expect((await plain.post(`${world.issuer}/links/sessions`)).status).toBe(400);
    const client = await loggedIn();
    const cookie = `__Secure-renkei-links=${client.cookie}`;
    expect((await plain.get(`${world.issuer}/links`, { headers: { cookie } })).status).toBe(400);
    const headers = { cookie, 'renkei-client': '0.1.0' };
    expect((await plain.get(`${world.issuer}/links`, { headers })).status).toBe(200);
    expect((await plain.get(`${world.mtlsOrigin}/links`, { headers })).status).toBe(404);
  });

  it('without a session, with a made-up one, after its end: timed out, whichever', async () => {
    const nobody = new LinksClient(bench.world, null);
    clients.push(nobody);
    expect(await codeOf(nobody.list())).toBe('authorization.timed-out');
    nobody.app.cookies.keep([`__Secure-renkei-links=${'x'.repeat(43)}; Path=/links`]);
    expect(await codeOf(nobody.reload())).toBe('authorization.timed-out');
    const client = await loggedIn();
    const { cookie } = client;
    await client.send({ kind: 'close' });
    client.app.cookies.keep([`__Secure-renkei-links=${cookie}; Path=/links`]);
    expect(await codeOf(client.list())).toBe('authorization.timed-out');
    expect(await codeOf(client.reload())).toBe('authorization.timed-out');
  });

  it('the cookie of one session with the name of another opens nothing', async () => {
    const [one, other] = [await loggedIn(), await opened()];
    await other.presentCertificate();
    const { seal: key } = other.step('password');
    const sealed = await seal(passwordOf(member), key, 'login-password', other.snapshot.session);
    const { session, revision } = other.snapshot;
    const answer = await one.post('/links/session/commands', {
      session,
      revision,
      command: { kind: 'submit-password', sealed },
    });
    expect(answer.status).toBe(404);
    await other.reload();
    other.step('password');
  });

  it('a ticket is good once, and only while it is asked for', async () => {
    const client = await opened();
    const { ticket } = client.step('certificate');
    await client.presentCertificate(ticket);
    expect(await codeOf(client.presentCertificate(ticket))).toBe('request.not-found');
    const again = await opened();
    expect(await codeOf(again.presentCertificate('t'.repeat(43)))).toBe('request.not-found');
    expect(await codeOf((await opened(null)).presentCertificate(again.step('certificate').ticket))).toBe(
      'certificate.none',
    );
    await again.presentCertificate();
  });

  it('a password sealed to another session’s key, or for another session, costs no try', async () => {
    const [one, other] = [await opened(), await opened()];
    await one.presentCertificate();
    await other.presentCertificate();
    const { seal: key } = other.step('password');
    const wrong = [
      await seal(passwordOf(member), key, 'login-password', other.snapshot.session),
      await seal(passwordOf(member), key, 'login-password', one.snapshot.session),
      await seal(passwordOf(member), one.step('password').seal, 'login-password', other.snapshot.session),
      await seal(passwordOf(member), one.step('password').seal, 'inquiry-pin', one.snapshot.session),
    ];
    for (const sealed of wrong)
      expect(await codeOf(one.command({ kind: 'submit-password', sealed }))).toBe('request.invalid');
    expect(one.step('password').triesLeft).toBe(6);
    await one.submitPassword(passwordOf(member));
  });

  it('a command of an older revision is stale, and of two at once one is heard', async () => {
    const client = await opened();
    await client.presentCertificate();
    const { seal: key } = client.step('password');
    const sealed = await seal('Wrong2026', key, 'login-password', client.snapshot.session);
    const { revision } = client.snapshot;
    expect(await codeOf(client.command({ kind: 'submit-password', sealed }))).toBe('login.wrong-password');
    expect(client.step('password').triesLeft).toBe(5);
    expect(await codeOf(client.command({ kind: 'submit-password', sealed }, revision))).toBe('flow.conflict');
    expect(client.step('password').triesLeft).toBe(5);
    const right = await seal(passwordOf(member), key, 'login-password', client.snapshot.session);
    const now = client.snapshot.revision;
    const answers = await Promise.all([1, 2].map(() => client.send({ kind: 'submit-password', sealed: right }, now)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('six wrong passwords lock the ID, together with those of flows, and end open sessions at once', async () => {
    const open = await loggedIn('koza-tami');
    const client = await opened('koza-tami');
    await client.presentCertificate();
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) codes.push(await codeOf(client.submitPassword('Wrong2026')));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'login.wrong-password'), 'login.locked']);
    expect(client.step('stopped').code).toBe('login.locked');
    expect(client.snapshot.allowed).toEqual(['close']);
    expect(await rowOf(client)).toMatchObject({ seal_json: null, ticket_hash: null });
    const { session } = open.snapshot;
    expect(await codeOf(open.list())).toBe('login.locked');
    expect(await eventsOf(session)).toEqual(['certificate.accepted', 'password.accepted', 'session.ended']);
    await setFailures('koza-tami', 0);
    // It has ended, and does not come back with the unlocking.
    expect(await codeOf(open.list())).toBe('authorization.timed-out');
  });

  it('an emergency stop and a right taken away end it, too', async () => {
    const [one, other] = [await loggedIn(), await loggedIn('kanri-hanako')];
    const { database } = bench.world;
    const allow = (allowed: number) =>
      database.updateTable('members').set({ login_allowed: allowed }).where('id', '=', member).execute();
    await allow(0);
    expect(await codeOf(one.reload())).toBe('login.not-permitted');
    await allow(1);
    expect(await codeOf(one.reload())).toBe('authorization.timed-out');
    await database
      .insertInto('bank_settings')
      .values({ name: 'emergency-stop', value_json: '{"stopped":true}', updated_at: 0 })
      .execute();
    expect(await codeOf(other.list())).toBe('login.emergency-stop');
    const stopped = await opened();
    await stopped.presentCertificate();
    expect(stopped.step('stopped').code).toBe('login.emergency-stop');
    await database.deleteFrom('bank_settings').where('name', '=', 'emergency-stop').execute();
    expect(await codeOf(other.list())).toBe('authorization.timed-out');
  });

  it('ends by itself, may be made longer twice, and is swept', async () => {
    const client = await loggedIn();
    bench.clock.forward(14);
    await client.command({ kind: 'extend' });
    bench.clock.forward(14);
    await client.command({ kind: 'extend' });
    expect(client.snapshot.allowed).toEqual(['close']);
    expect(await codeOf(client.command({ kind: 'extend' }))).toBe('flow.not-allowed');
    bench.clock.forward(16);
    expect(await codeOf(client.list())).toBe('authorization.timed-out');
    const waiting = await opened();
    await waiting.presentCertificate();
    bench.clock.forward(16);
    expect(await codeOf(waiting.submitPassword(passwordOf(member)))).toBe('authorization.timed-out');
    expect(await forgetEndedSessions(bench.world.database, bench.clock.now().getTime())).toBeGreaterThanOrEqual(2);
    expect(await rowOf(waiting)).toBeUndefined();
  });

  describe('by a proof of possession', () => {
    let taro: Holder;
    beforeAll(async () => {
      taro = await newHolder(bench.world, member);
    });
    const prove = async ({ snapshot }: LinksClient, changes: Record<string, unknown> = {}): Promise<string> => {
      if (snapshot.step.kind !== 'certificate') throw new Error('no proof is asked for');
      const iat = Math.floor(Date.parse(snapshot.serverTime) / 1000);
      const claims = {
        nonce: snapshot.step.proof?.nonce,
        aud: snapshot.step.proof?.audience,
        iat,
        exp: iat + 60,
        cid: snapshot.session,
        req: createHash('sha256').update(`urn:renkei:links-session:${snapshot.session}`).digest('base64url'),
        ...changes,
      };
      return new jose.CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ alg: 'ES256', typ: 'cert-pop+jwt', x5c: x5cOf(taro) })
        .sign(await jose.importPKCS8(taro.keyPem, 'ES256'));
    };

    it('logs in, and a nonce is good once', async () => {
      const client = await opened(null);
      const proof = await prove(client);
      await client.prove(proof);
      client.step('password');
      expect(await codeOf(client.prove(proof))).toBe('flow.conflict');
      await client.submitPassword(passwordOf(member));
    });

    it('one for another session or another request is none, and tells the next nonce', async () => {
      const client = await opened(null);
      const other = await opened(null);
      for (const changes of [{ cid: other.snapshot.session }, { req: 'x'.repeat(43) }])
        expect(await codeOf(client.prove(await prove(client, changes)))).toBe('request.invalid');
      expect(await codeOf(client.prove(await prove(client, { nonce: 'x'.repeat(43) })))).toBe('flow.conflict');
      expect(await codeOf(client.prove(await prove(other)))).toBe('request.invalid');
      await client.prove(await prove(client));
    });
  });

  it('an address can open only so many', async () => {
    const limited = await openBench(kind, {
      adjust: (config) => ({
        ...config,
        ...(config.limits === undefined ? {} : { limits: { ...config.limits, address: { count: 5, seconds: 60 } } }),
      }),
    });
    const client = new LinksClient(limited.world, null);
    clients.push(client);
    for (let n = 0; n < 5; n += 1) await client.open();
    expect(await codeOf(client.open())).toBe('request.too-many');
    await limited.close();
  });
});
