import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused, seal } from '../../support/app-client.ts';
import { beginJourney, walkThrough, walkTo, type Journey } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
let journey: Journey;
beforeAll(async () => {
  test = await openTestWorld();
  journey = await beginJourney(test.world);
  await walkTo(journey, 'password');
});
afterAll(async () => {
  await journey.close();
  await test.close();
});

type Header = jose.CompactJWEHeaderParameters & Record<string, unknown>;

async function sealedAs(header: Partial<Header>, plaintext?: Uint8Array): Promise<string> {
  // Without its `alg`, so that the library lets it be used for another one.
  const { alg: _alg, ...key } = journey.app.step('password').seal;
  return new jose.CompactEncrypt(plaintext ?? new TextEncoder().encode(journey.persona.loginPassword))
    .setProtectedHeader({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: key.kid,
      purpose: 'login-password',
      flow: journey.app.snapshot.flow,
      ...header,
    })
    .encrypt(key);
}

const password = () => new TextEncoder().encode('a password that everybody knows');

async function sealedUnderPassword(): Promise<string> {
  const { seal: key } = journey.app.step('password');
  return new jose.CompactEncrypt(new TextEncoder().encode(journey.persona.loginPassword))
    .setProtectedHeader({
      alg: 'PBES2-HS256+A128KW',
      enc: 'A256GCM',
      kid: key.kid,
      purpose: 'login-password',
      flow: journey.app.snapshot.flow,
    })
    .setKeyManagementParameters({ p2c: 1000 })
    .encrypt(password());
}

/** Another header on the same ciphertext. */
function reheaded(compact: string, change: Record<string, unknown>): string {
  const [, ...rest] = compact.split('.');
  const header = { ...jose.decodeProtectedHeader(compact), ...change };
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
}

async function codeOf(sealed: string): Promise<string> {
  const done: unknown = await journey.app.command({ kind: 'submit-password', sealed }).catch((error: unknown) => error);
  return done instanceof Refused ? done.problem.code : 'accepted';
}

describe('a password that is not sealed as agreed', () => {
  const wrong: readonly (readonly [string, () => Promise<string>])[] = [
    ['another key agreement', () => sealedAs({ alg: 'ECDH-ES+A256KW' })],
    ['another encryption', () => sealedAs({ enc: 'A256CBC-HS512' })],
    ['a shorter key', () => sealedAs({ enc: 'A128GCM' })],
    ['a password-based key', sealedUnderPassword],
    ['ten million rounds of one', async () => reheaded(await sealedUnderPassword(), { p2c: 10_000_000 })],
    ['compression', () => sealedAs({ zip: 'DEF' })],
    ['another key id', () => sealedAs({ kid: 'other' })],
    ['another purpose', () => sealedAs({ purpose: 'inquiry-pin' })],
    ['another flow', () => sealedAs({ flow: 'f'.repeat(24) })],
    ['a header that nobody agreed on', () => sealedAs({ cty: 'text/plain' })],
    [
      'an ephemeral key that is no point',
      async () => reheaded(await sealedAs({}), { epk: { kty: 'EC', crv: 'P-256' } }),
    ],
    ['another curve', async () => reheaded(await sealedAs({}), { epk: { kty: 'OKP', crv: 'X25519', x: 'AA' } })],
    ['a bomb in it', () => sealedAs({ zip: 'DEF' }, new Uint8Array(240_000))],
  ];

  it.each(wrong)('with %s is refused and costs no try', async (_what, make) => {
    expect(await codeOf(await make())).toBe('request.invalid');
    await journey.app.reload();
    expect(journey.app.step('password').triesLeft).toBe(6);
  });

  it('is told from one that is', async () => {
    const other = await beginJourney(test.world, { personaId: 'koza-tami' });
    await walkTo(other, 'password');
    await other.app.submitPassword(other.persona.loginPassword);
    expect(other.app.snapshot.step.kind).toBe('services');
    await other.close();
  });
});

describe('the key of a flow', () => {
  const stored = (flow: string) =>
    test.world.database.selectFrom('flows').select('seal_json').where('id', '=', flow).executeTakeFirst();

  it('dies with the flow, and what was sealed to it opens nothing any more', async () => {
    const flow = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(flow, 'password');
    const { seal: key } = flow.app.step('password');
    const { flow: id, revision } = flow.app.snapshot;
    const sealed = await seal(flow.persona.loginPassword, key, 'login-password', id);
    expect((await stored(id))?.seal_json).toContain(key.x);
    await walkThrough(flow);
    expect((await stored(id))?.seal_json).toBeNull();
    const late = await flow.app.post({ flow: id, revision, command: { kind: 'submit-password', sealed } });
    expect(late.status).toBeGreaterThanOrEqual(400);
    await flow.close();
  });

  it('is another one in every flow, and never lies open in the database', async () => {
    const two = await beginJourney(test.world, { personaId: 'kanri-hanako' });
    await walkTo(two, 'password');
    expect(two.app.step('password').seal.x).not.toBe(journey.app.step('password').seal.x);
    const row = await stored(two.app.snapshot.flow);
    expect(Object.keys(JSON.parse(row?.seal_json ?? '{}') as object)).not.toContain('d');
    await two.close();
  });
});
