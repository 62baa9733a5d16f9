import { describe, expect, it } from 'vitest';
import type { DeviceState } from '../../../src-main/contract/tester.ts';
import { asItIs, type PlayedDevice } from '../../../src-main/tester/device/played-device.ts';
import { followKeyring } from '../../../src-main/tester/device/played-keyring.ts';

/** A machine that a test plays: `change` is what the mock world reports. */
function played(first: DeviceState['keyring']): PlayedDevice & { change(keyring: DeviceState['keyring']): void } {
  let state: DeviceState = { ...asItIs, keyring: first };
  const listeners = new Set<(state: DeviceState) => void>();
  return {
    now: () => Promise.resolve(state),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (keyring) => {
      state = { ...state, revision: state.revision + 1, keyring };
      for (const listener of listeners) listener(state);
    },
  };
}

describe('the keyring a tester takes away', () => {
  const followed = async (first: DeviceState['keyring']) => {
    const device = played(first);
    let moves = 0;
    const stop = followKeyring(device, () => {
      moves += 1;
    });
    await device.now();
    return { device, moves: () => moves, stop };
  };

  it('is a change when it goes and when it comes back, and nothing else is', async () => {
    const { device, moves } = await followed('own');
    device.change('own');
    expect(moves()).toBe(0);
    device.change('unavailable');
    device.change('unavailable');
    expect(moves()).toBe(1);
    device.change('own');
    expect(moves()).toBe(2);
  });

  it('may be away from the start: then its return is the change', async () => {
    const { device, moves, stop } = await followed('unavailable');
    device.change('own');
    expect(moves()).toBe(1);
    stop();
    device.change('unavailable');
    expect(moves()).toBe(1);
  });
});
