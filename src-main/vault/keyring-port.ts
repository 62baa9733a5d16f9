/** What the product keeps in the operating system's keyring, and the one value that only tests whether it works. */
export const secretNames = ['receipt-key', 'device-key'] as const;
export type SecretName = (typeof secretNames)[number];

/** `….damaged`: a value that could not be read is put there before a new one takes its place. */
export type EntryName = SecretName | `${SecretName}.damaged` | 'self-test';

/**
 * The keyring of the person who is logged in to the PC. Values are bytes, one at least
 * (Linux keeps no empty ones) and `maxValue` at most. Every call may reject: there
 * may be no keyring, it may be locked, it may refuse.
 */
export interface Keyring {
  /** `null` is no proof of absence: a locked keyring answers so, too. @throws {DamagedValue} for what is not ours to read. */
  get(name: EntryName): Promise<Uint8Array | null>;
  /** Rejects with a `RangeError` what is empty or too long. */
  set(name: EntryName, value: Uint8Array): Promise<void>;
  /** `false`: there was none. */
  delete(name: EntryName): Promise<boolean>;
}

/** Bytes. Windows keeps at most 2,560 bytes in a credential; base64 makes four of three. */
export const maxValue = 1_536;

/** There is a value, but not one this product wrote. */
export class DamagedValue extends Error {
  override readonly name = 'DamagedValue';
  readonly raw: Uint8Array;
  constructor(raw: Uint8Array) {
    super('a value in the keyring cannot be read');
    this.raw = raw;
  }
}

/** It took a value and gave back another one, or none. */
export class KeyringForgets extends Error {
  override readonly name = 'KeyringForgets';
}

/** The keyring could not be loaded at all: its library is missing. */
export class KeyringMissing extends Error {
  override readonly name = 'KeyringMissing';
}
