import type { KeyringReason, KeyringView } from '../contract/diagnostics.ts';
import type { Log } from '../diagnostics/log.ts';
import { DamagedValue, KeyringForgets, type Keyring, type SecretName } from './keyring-port.ts';
import { patientKeyring, type PatientKeyring } from './patient-keyring.ts';
import type { SecretKind } from './secrets.ts';
import { selfTest, troubleOf } from './self-test.ts';

type Options = {
  readonly keyring: Keyring;
  readonly log: Log;
  /** How long the keyring may take for one call, milliseconds; the system may ask the customer to unlock it meanwhile. */
  readonly timeoutMs: number;
  readonly onChange: (view: KeyringView) => void;
};

/** A secret, and whether it will be the same one after the next start. */
export type Held<T> = { readonly value: T; readonly kept: boolean };

type Found = { readonly bytes: Uint8Array; readonly damaged: boolean } | null;

/**
 * The product's own secrets. They lie in the keyring and nowhere else; where it does not work they are made for this run, stay in
 * memory, and `view` says so. Nothing here ever falls back to a file.
 */
export class Vault {
  readonly #keyring: PatientKeyring;
  readonly #log: Log;
  readonly #onChange: (view: KeyringView) => void;
  readonly #held = new Map<SecretName, Promise<Held<unknown>>>();
  #view: KeyringView = { kind: 'checking' };
  #tested: Promise<void> | null = null;

  constructor({ keyring, log, timeoutMs, onChange }: Options) {
    this.#keyring = patientKeyring(keyring, timeoutMs);
    this.#log = log;
    this.#onChange = onChange;
  }

  view(): KeyringView {
    return this.#view;
  }

  /** The keyring holds a thread of this process. */
  busy(): boolean {
    return this.#keyring.busy();
  }

  /** The self-test, once. Never rejects. */
  open(): Promise<void> {
    return (this.#tested ??= this.#test());
  }

  /** The secret of this kind, made at the first need. Two who ask at once get the same one. Never rejects. */
  async obtain<T>(kind: SecretKind<T>): Promise<Held<T>> {
    const before = this.#held.get(kind.name) as Promise<Held<T>> | undefined; // one kind for each name
    if (before !== undefined) return await before;
    const now = this.#find(kind);
    this.#held.set(kind.name, now);
    return await now;
  }

  async #test(): Promise<void> {
    const state = await selfTest(this.#keyring);
    switch (state.kind) {
      case 'available':
        this.#log.info({ event: 'keyring' }, 'the keyring keeps');
        this.#say({ kind: 'kept' });
        return;
      case 'locked':
        this.#withdraw('locked');
        return;
      case 'unavailable':
        this.#withdraw(state.reason);
        return;
      default:
        state satisfies never;
    }
  }

  async #find<T>(kind: SecretKind<T>): Promise<Held<T>> {
    await this.open();
    if (this.#view.kind === 'kept') {
      try {
        return { value: await this.#inKeyring(kind), kept: true };
      } catch (error) {
        this.#withdraw(troubleOf(error));
      }
    }
    return { value: made(kind).value, kept: false };
  }

  async #inKeyring<T>(kind: SecretKind<T>): Promise<T> {
    const found = await this.#read(kind.name);
    const value = found === null || found.damaged ? null : kind.read(found.bytes);
    if (value !== null) return value;
    if (found !== null) {
      // Something may still lie under it, so it is not thrown away.
      await this.#keyring.set(`${kind.name}.damaged`, found.bytes);
      this.#log.error({ secret: kind.name }, 'a kept key could not be read: it is kept beside, and a new one made');
    }
    const fresh = made(kind);
    await this.#keyring.set(kind.name, fresh.bytes);
    const back = await this.#keyring.get(kind.name);
    if (back === null || Buffer.compare(back, fresh.bytes) !== 0)
      throw new KeyringForgets('the keyring did not keep a key');
    this.#log.info({ secret: kind.name }, 'a key was made');
    return fresh.value;
  }

  async #read(name: SecretName): Promise<Found> {
    try {
      const bytes = await this.#keyring.get(name);
      return bytes === null ? null : { bytes, damaged: false };
    } catch (error) {
      if (error instanceof DamagedValue) return { bytes: error.raw, damaged: true };
      throw error;
    }
  }

  #withdraw(reason: KeyringReason): void {
    this.#log.warn(
      { event: 'keyring', failure: 'environment.keyring-unavailable', reason },
      'no keyring: keys stay in memory',
    );
    this.#say({ kind: 'memory-only', reason });
  }

  #say(view: KeyringView): void {
    this.#view = view;
    this.#onChange(view);
  }
}

function made<T>(kind: SecretKind<T>): { readonly bytes: Uint8Array; readonly value: T } {
  const bytes = kind.make();
  const value = kind.read(bytes);
  if (value === null) throw new Error(`${kind.name}: what was made cannot be read`);
  return { bytes, value };
}
