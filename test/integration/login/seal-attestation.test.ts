import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSecretBox } from '../../../server/keys/master-key.ts';
import { rotateKeysIfDue } from '../../../server/keys/ring.ts';
import type { Http } from '../../../src-main/consent/http.ts';
import { PublishedKeys } from '../../../src-main/consent/published-keys.ts';
import { KeyUntrusted, TrustedKey } from '../../../src-main/keypad/trusted-key.ts';
import type { AppClient } from '../../support/app-client.ts';
import { beginJourney, walkThrough, walkTo, type Journey } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

let test: TestWorld;
let open: Journey[];
beforeAll(async () => {
  test = await openTestWorld();
  open = [];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((journey) => journey.close()));
});
afterAll(() => test.close());

const atPassword = async (): Promise<Journey> => {
  const journey = await beginJourney(test.world, { personaId: 'kanri-hanako' });
  open.push(journey);
  await walkTo(journey, 'password');
  return journey;
};

/** The app's own port, over this client's TLS and cookies; counts what is read. */
function httpOf(app: AppClient): Http & { readonly read: string[] } {
  const read: string[] = [];
  return {
    read,
    send: async ({ method, url }) => {
      read.push(url);
      const { status, headers, text } = await app.send(url, { method });
      return { status, location: null, contentType: String(headers['content-type']), body: text };
    },
    close: () => Promise.resolve(),
  };
}

/** What the app does before it seals, with the server's real answers. */
async function judge({ app }: Journey, keys: PublishedKeys, shown = app.step('password').seal): Promise<string> {
  const { flow, serverTime } = app.snapshot;
  try {
    await TrustedKey.check(shown, { issuer: test.world.issuer, flow, now: new Date(serverTime), signers: keys });
    return 'trusted';
  } catch (error) {
    if (error instanceof KeyUntrusted) return error.reason;
    throw error;
  }
}

describe('the server’s word for a sealing key', () => {
  it('is one the app believes, and for that flow only', async () => {
    const [one, other] = [await atPassword(), await atPassword()];
    const keys = new PublishedKeys(httpOf(one.app), test.world.issuer);
    expect(await judge(one, keys)).toBe('trusted');
    expect(await judge(one, keys, other.app.step('password').seal)).toBe('another-key');
    const { attestation } = one.app.step('password').seal;
    expect(await judge(one, keys, { ...other.app.step('password').seal, attestation })).toBe('another-key');
  });

  it('stands with the key of every step that has a secret, and is no part of the others', async () => {
    const journey = await atPassword();
    expect(journey.app.step('password').seal.attestation).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await walkTo(journey, 'services');
    expect(JSON.stringify(journey.app.snapshot)).not.toContain('attestation');
  });

  it('goes through a rotation: the app reads the published keys once more, and the flow goes on', async () => {
    const journey = await atPassword();
    const http = httpOf(journey.app);
    const keys = new PublishedKeys(http, test.world.issuer);
    const before = journey.app.step('password').seal;
    expect(await judge(journey, keys)).toBe('trusted');
    expect(http.read).toHaveLength(1);

    const { database, home } = test.world;
    const box = await openSecretBox({ file: join(home, 'master.key') });
    await rotateKeysIfDue({ database, box, clock: test.clock, force: true });
    // Not in a day, as it would be, but in a minute; and this app has read the keys before that.
    const soon = test.clock.now().getTime() + 60_000;
    await database.updateTable('key_ring').set({ active_from: soon }).where('generation', '=', 2).execute();
    test.clock.forward(2);

    await journey.app.reload();
    const after = journey.app.step('password').seal;
    const kidOf = (text = ''): string => Buffer.from(text.split('.')[0] ?? '', 'base64url').toString();
    expect(kidOf(after.attestation)).not.toBe(kidOf(before.attestation));
    expect(await judge(journey, keys)).toBe('trusted');
    // What the old key said is still good: it stays published for a day.
    expect(await judge(journey, keys, before)).toBe('trusted');
    expect(http.read).toHaveLength(2);
    await walkThrough(journey);
  });
});
