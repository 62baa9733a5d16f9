import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxValue, type Keyring } from '../../../src-main/vault/keyring-port.ts';
import { selfTest, type KeyringState } from '../../../src-main/vault/self-test.ts';

export type Opened = { readonly keyring: Keyring; readonly close: () => Promise<void> };

/** What every working keyring does, whichever is behind it. */
export function workingKeyring(name: string, open: () => Promise<Opened>): void {
  describe(`${name}, open`, () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('has nothing that was not put there', async () => {
      expect(await opened.keyring.get('device-key')).toBeNull();
      expect(await opened.keyring.delete('device-key')).toBe(false);
    });

    it('gives back any bytes as they were, the last ones put there', async () => {
      const { keyring } = opened;
      for (const value of [Uint8Array.of(0, 255, 10, 0), Uint8Array.of(0), Uint8Array.from(randomBytes(maxValue))]) {
        await keyring.set('receipt-key', value);
        expect(await keyring.get('receipt-key')).toEqual(value);
      }
    });

    it.each([0, maxValue + 1])('refuses %d bytes, and keeps what was there', async (length) => {
      const { keyring } = opened;
      await keyring.set('receipt-key', Uint8Array.of(7));
      await expect(keyring.set('receipt-key', new Uint8Array(length))).rejects.toThrow('not a length for a keyring');
      expect(await keyring.get('receipt-key')).toEqual(Uint8Array.of(7));
    });

    it('keeps its names apart, and forgets what is deleted', async () => {
      const { keyring } = opened;
      await keyring.set('receipt-key', Uint8Array.of(1));
      await keyring.set('receipt-key.damaged', Uint8Array.of(2));
      expect(await keyring.delete('receipt-key')).toBe(true);
      expect(await keyring.get('receipt-key')).toBeNull();
      expect(await keyring.get('receipt-key.damaged')).toEqual(Uint8Array.of(2));
    });

    it('passes the self-test, which leaves nothing behind', async () => {
      expect(await selfTest(opened.keyring)).toEqual({ kind: 'available' });
      expect(await opened.keyring.get('self-test')).toBeNull();
    });
  });
}

/** What the self-test says of one that does not work, and that nothing can be put there. */
export function brokenKeyring(name: string, open: () => Promise<Opened>, expected: KeyringState): void {
  describe(name, () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());

    it('is found out by the self-test', async () => {
      expect(await selfTest(opened.keyring)).toEqual(expected);
    });

    it('takes nothing', async () => {
      await expect(opened.keyring.set('receipt-key', Uint8Array.of(1))).rejects.toThrow();
    });
  });
}
