import { X509Certificate } from 'node:crypto';
import { compactVerify } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ProofAlgorithm, TokenIdentity, TokenReader } from '../../../src-main/identity/token/token-port.ts';
import { makePeople, type People } from './people.ts';
import { ids, mainToken, secondToken, type TokenWorld } from './token-world.ts';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** Signs as the product does, and lets another library be the judge of it. */
export async function signAndVerify(
  reader: TokenReader,
  identity: TokenIdentity,
  pin: string | null,
  algorithm: ProofAlgorithm,
): Promise<void> {
  const input = `${encode({ alg: algorithm, typ: 'cert-pop+jwt' })}.${encode({ nonce: '一度きり' })}`;
  const signed = await reader.sign(identity, pin === null ? null : bytes(pin), algorithm, bytes(input));
  if (!signed.ok) throw new Error(signed.code);
  const { publicKey } = new X509Certificate(identity.chain[0] ?? '');
  const jws = `${input}.${Buffer.from(signed.value).toString('base64url')}`;
  const { protectedHeader } = await compactVerify(jws, publicKey, { algorithms: [algorithm] });
  expect(protectedHeader.alg).toBe(algorithm);
  if (algorithm === 'ES256') expect(signed.value).toHaveLength(64);
}

export async function identityOf(reader: TokenReader, label: string, keyId: string): Promise<TokenIdentity> {
  const { identities } = await reader.list();
  const found = identities.find((identity) => identity.token.label === label && identity.keyId === keyId);
  if (found === undefined) throw new Error(`no ${keyId} on ${label}`);
  return found;
}

/** Every reader of tokens, real or not, behaves like this. */
export function tokenContract(
  name: string,
  kind: 'with-faults' | 'faultless',
  build: (people: People) => Promise<TokenWorld>,
): void {
  describe(`tokens: ${name}`, () => {
    let people: People;
    let world: TokenWorld;
    let reader: TokenReader;
    const wrongPin = bytes('000000');

    beforeAll(async () => {
      people = await makePeople();
      world = await build(people);
      reader = world.reader;
    });
    afterEach(async () => {
      await world.faults?.putBack();
      await world.faults?.triesLeft(3);
    });
    afterAll(async () => {
      await world.close();
    });

    it('lists what all tokens hold, without a PIN', async () => {
      const { identities, failures } = await reader.list();
      expect(failures).toEqual([]);
      const shown = identities.map(({ token, keyId, algorithms }) => [token.label, keyId, algorithms.join(' ')]);
      expect(shown.sort()).toEqual(
        [
          [mainToken.label, ids.rsa, 'PS256 RS256'],
          [mainToken.label, ids.ec, 'ES256'],
          [mainToken.label, ids.expired, 'ES256'],
          [secondToken.label, ids.second, 'ES256'],
        ].sort(),
      );
    });

    it('tells of each module when it has answered', async () => {
      const parts = new Map<string, number>();
      const { identities } = await reader.list((module, part) => parts.set(module, part.identities.length));
      expect([...parts.keys()]).toEqual(reader.modules);
      expect([...parts.values()]).toEqual([identities.length]);
    });

    it('gives each certificate with what the token has of its chain', async () => {
      const identity = await identityOf(reader, mainToken.label, ids.ec);
      const other = await identityOf(reader, secondToken.label, ids.second);
      const fingerprint = (pem: string): string => new X509Certificate(pem).fingerprint256;
      expect(identity.chain.map(fingerprint)).toEqual([people.ec.certPem, people.issuingPem].map(fingerprint));
      expect(other.chain.map(fingerprint)).toEqual([fingerprint(people.second.certPem)]);
    });

    it('tells how to ask for the PIN', async () => {
      const state = await reader.pinState(await identityOf(reader, mainToken.label, ids.ec));
      expect(state).toEqual({ ok: true, value: { tries: 'normal', length: { min: 4, max: 255 }, onReader: false } });
    });

    it.each([
      [ids.rsa, 'PS256'],
      [ids.rsa, 'RS256'],
      [ids.ec, 'ES256'],
    ] as const)('signs with key %s as %s', async (keyId, algorithm) => {
      await signAndVerify(reader, await identityOf(reader, mainToken.label, keyId), mainToken.pin, algorithm);
    });

    it('signs with the key of the same id on the other token', async () => {
      await signAndVerify(reader, await identityOf(reader, secondToken.label, ids.second), secondToken.pin, 'ES256');
    });

    it('leaves the PIN to the caller, and does not need it after the call', async () => {
      const identity = await identityOf(reader, mainToken.label, ids.ec);
      const pin = bytes(mainToken.pin);
      const signing = reader.sign(identity, pin, 'ES256', bytes('input'));
      expect(Buffer.from(pin).toString()).toBe(mainToken.pin);
      expect(await signing).toMatchObject({ ok: true });
      expect(Buffer.from(pin).toString()).toBe(mainToken.pin);
    });

    it('says that the PIN was wrong, and signs with the right one afterwards', async () => {
      const identity = await identityOf(reader, mainToken.label, ids.rsa);
      const wrong = await reader.sign(identity, wrongPin, 'PS256', bytes('input'));
      expect(wrong).toMatchObject({ ok: false, code: 'token.pin-wrong' });
      expect(wrong).toHaveProperty('tries');
      await signAndVerify(reader, identity, mainToken.pin, 'PS256');
    });

    it('refuses an algorithm that is not of this key', async () => {
      const identity = await identityOf(reader, mainToken.label, ids.ec);
      const signed = await reader.sign(identity, bytes(mainToken.pin), 'PS256', bytes('input'));
      expect(signed).toEqual({ ok: false, code: 'token.cannot-sign' });
    });

    it('does not know a token of another module', async () => {
      const identity = { ...(await identityOf(reader, mainToken.label, ids.ec)), module: 'elsewhere' };
      expect(await reader.pinState(identity)).toEqual({ ok: false, code: 'token.module-failed' });
    });

    it('says of a token that is not there that it was removed', async () => {
      const identity = await identityOf(reader, mainToken.label, ids.ec);
      const gone = { ...identity, token: { ...identity.token, serial: 'another' } };
      expect(await reader.pinState(gone)).toEqual({ ok: false, code: 'token.removed' });
      const signed = await reader.sign(gone, bytes(mainToken.pin), 'ES256', bytes('input'));
      expect(signed).toEqual({ ok: false, code: 'token.removed' });
    });

    const faults = (): NonNullable<TokenWorld['faults']> => {
      if (world.faults === null) throw new Error('this world has no faults');
      return world.faults;
    };

    const whenThingsGoWrong = (): void => {
      it('counts wrong PINs down to the lock, and says so before asking', async () => {
        const identity = await identityOf(reader, mainToken.label, ids.ec);
        expect(identity.locked).toBe(false);
        const tries = async (): Promise<unknown> => {
          const state = await reader.pinState(identity);
          return state.ok ? state.value.tries : state.code;
        };
        const attempt = (pin: Uint8Array) => reader.sign(identity, pin, 'ES256', bytes('input'));
        expect(await attempt(wrongPin)).toEqual({ ok: false, code: 'token.pin-wrong', tries: 'low' });
        expect(await tries()).toBe('low');
        expect(await attempt(wrongPin)).toEqual({ ok: false, code: 'token.pin-wrong', tries: 'final' });
        expect(await tries()).toBe('final');
        expect(await attempt(wrongPin)).toEqual({ ok: false, code: 'token.pin-locked', tries: 'locked' });
        expect(await tries()).toBe('locked');
        expect(await identityOf(reader, mainToken.label, ids.ec)).toMatchObject({ locked: true });
        expect(await attempt(bytes(mainToken.pin))).toEqual({ ok: false, code: 'token.pin-locked', tries: 'locked' });
      });

      it('is back to normal after the right PIN at the final try', async () => {
        await faults().triesLeft(1);
        const identity = await identityOf(reader, mainToken.label, ids.ec);
        await signAndVerify(reader, identity, mainToken.pin, 'ES256');
        expect(await reader.pinState(identity)).toMatchObject({ value: { tries: 'normal' } });
      });

      it('says that the token is gone before the PIN, and goes on when it is back', async () => {
        const identity = await identityOf(reader, mainToken.label, ids.ec);
        await faults().pull();
        expect(await reader.list()).toEqual({ identities: [], failures: [] });
        expect(await reader.pinState(identity)).toEqual({ ok: false, code: 'token.removed' });
        const signed = await reader.sign(identity, bytes(mainToken.pin), 'ES256', bytes('input'));
        expect(signed).toEqual({ ok: false, code: 'token.removed' });
        await faults().putBack();
        await signAndVerify(reader, identity, mainToken.pin, 'ES256');
      });

      it('says that the token was pulled while signing, and goes on when it is back', async () => {
        const identity = await identityOf(reader, mainToken.label, ids.rsa);
        await faults().pullAtSign();
        const signed = await reader.sign(identity, bytes(mainToken.pin), 'PS256', bytes('input'));
        expect(signed).toEqual({ ok: false, code: 'token.removed' });
        await faults().putBack();
        await signAndVerify(reader, identity, mainToken.pin, 'PS256');
      });

      it('tells those who watch when a token goes and when it comes back, until they stop', async () => {
        await reader.list();
        const changed = vi.fn();
        const other = vi.fn();
        const stop = reader.watch(changed);
        const stopOther = reader.watch(other);
        await faults().pull();
        await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
        await vi.waitFor(() => expect(other).toHaveBeenCalled(), 5000);
        stopOther();
        changed.mockClear();
        other.mockClear();
        await faults().putBack();
        await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 5000);
        expect(other).not.toHaveBeenCalled();
        stop();
      });

      it('takes the PIN on the reader, also when the customer stops there', async () => {
        await faults().readerPin(mainToken.pin);
        const identity = await identityOf(reader, mainToken.label, ids.ec);
        expect(await reader.pinState(identity)).toMatchObject({ value: { onReader: true } });
        await signAndVerify(reader, identity, null, 'ES256');
        await faults().readerPin(null);
        const stopped = await reader.sign(identity, null, 'ES256', bytes('input'));
        expect(stopped).toEqual({ ok: false, code: 'token.pin-cancelled' });
        expect(await reader.pinState(identity)).toMatchObject({ value: { tries: 'normal' } });
      });

      it('gives up a signature that is cancelled, and signs the next time', async () => {
        const identity = await identityOf(reader, mainToken.label, ids.ec);
        await faults().slowSign(5000);
        const started = performance.now();
        const signing = reader.sign(identity, bytes(mainToken.pin), 'ES256', bytes('input'));
        const cancelling = setTimeout(() => reader.cancel(), 400);
        expect(await signing).toEqual({ ok: false, code: 'token.module-failed' });
        clearTimeout(cancelling);
        expect(performance.now() - started).toBeLessThan(3000);
        await faults().putBack();
        await signAndVerify(reader, identity, mainToken.pin, 'ES256');
      });
    };
    if (kind === 'with-faults') describe('when things go wrong', whenThingsGoWrong);

    it('answers after it was closed, too', async () => {
      const identity = await identityOf(reader, mainToken.label, ids.ec);
      await reader.close();
      expect(await reader.pinState(identity)).toEqual({ ok: false, code: 'token.module-failed' });
      expect((await reader.list()).failures).toHaveLength(1);
    });
  });
}
