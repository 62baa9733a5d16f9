import type { DeviceState } from '../../contract/tester.ts';
import type { Keyring } from '../../vault/keyring-port.ts';
import type { PlayedDevice } from './played-device.ts';

/** The keyring, on a machine where a tester has taken it away. */
export function playedKeyring(real: Keyring, device: PlayedDevice): Keyring {
  const there = async <T>(call: () => Promise<T>): Promise<T> => {
    if ((await device.now()).keyring === 'unavailable') throw new Error('the keyring is played as unavailable');
    return await call();
  };
  return {
    get: (name) => there(() => real.get(name)),
    set: (name, value) => there(() => real.set(name, value)),
    delete: (name) => there(() => real.delete(name)),
  };
}

/** Calls back when the tester has taken the keyring away or given it back; returns how to stop. */
export function followKeyring(device: PlayedDevice, moved: () => void): () => void {
  // It may be away from the start; that is no change, and its return is one.
  let before: DeviceState['keyring'] | null = null;
  void device.now().then(({ keyring }) => {
    before ??= keyring;
  });
  return device.watch(({ keyring }) => {
    if (keyring === before) return;
    before = keyring;
    moved();
  });
}
