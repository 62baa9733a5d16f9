import { maxValue, type EntryName, type Keyring } from '../../src-main/vault/keyring-port.ts';

export type Trouble = 'none' | 'locked' | 'no-service' | 'silent' | 'forgets';

/** A keyring that can be locked, missing, silent or forgetful, as real ones are. */
export class FakeKeyring implements Keyring {
  readonly entries = new Map<EntryName, Uint8Array>();
  readonly calls: string[] = [];
  trouble: Trouble = 'none';

  get(name: EntryName): Promise<Uint8Array | null> {
    return this.#call(`get ${name}`, () => (this.trouble === 'locked' ? null : (this.entries.get(name) ?? null)));
  }

  set(name: EntryName, value: Uint8Array): Promise<void> {
    return this.#call(`set ${name}`, () => {
      if (this.trouble === 'locked') throw new Error('Cannot create an item in a locked collection');
      if (value.length < 1 || value.length > maxValue) throw new RangeError('not a length for a keyring');
      if (this.trouble !== 'forgets') this.entries.set(name, Uint8Array.from(value));
    });
  }

  delete(name: EntryName): Promise<boolean> {
    return this.#call(`delete ${name}`, () => this.trouble !== 'locked' && this.entries.delete(name));
  }

  #call<T>(what: string, act: () => T): Promise<T> {
    this.calls.push(what);
    if (this.trouble === 'silent') return new Promise(() => undefined);
    if (this.trouble === 'no-service') return Promise.reject(new Error('Cannot autolaunch D-Bus without X11 $DISPLAY'));
    return new Promise((resolve) => {
      resolve(act());
    });
  }
}
