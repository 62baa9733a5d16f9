import { DamagedValue, KeyringMissing, maxValue, type EntryName, type Keyring } from './keyring-port.ts';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/** Loaded at the first use: where the system lacks the library behind it (libsecret), the app must start all the same. */
async function load(): Promise<Keytar> {
  try {
    const module = await import('keytar');
    return 'default' in module ? module.default : module;
  } catch (error) {
    throw new KeyringMissing('the keyring library cannot be loaded', { cause: error });
  }
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The operating system's keyring by keytar, the only file that uses it. `service`: see `serviceName`. Calls run off the main thread. */
export function systemKeyring(service: string): Keyring {
  let loading: Promise<Keytar> | undefined;
  const keytar = (): Promise<Keytar> => (loading ??= load());
  return {
    async get(name: EntryName) {
      const text = await (await keytar()).getPassword(service, name);
      if (text === null) return null;
      if (!base64.test(text)) throw new DamagedValue(Buffer.from(text, 'utf8').subarray(0, maxValue));
      return new Uint8Array(Buffer.from(text, 'base64'));
    },
    async set(name, value) {
      if (value.length < 1 || value.length > maxValue) throw new RangeError('not a length for a keyring');
      await (await keytar()).setPassword(service, name, Buffer.from(value).toString('base64'));
    },
    async delete(name) {
      return await (await keytar()).deletePassword(service, name);
    },
  };
}
