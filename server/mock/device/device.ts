import type { DeviceState } from '../control/contract.ts';

export type DeviceParts = Omit<DeviceState, 'revision'>;

/** Nothing is played: the app meets what is really there. */
export const asItIs: DeviceParts = {
  store: 'own',
  leftOut: [],
  token: 'own',
  triesLeft: 'low',
  module: 'own',
  proxy: null,
  keyring: 'own',
};

/** What the app is to take the customer's machine for. */
export type Device = {
  state(): DeviceState;
  change(parts: Partial<DeviceParts>): void;
  /** As soon as the state is another one than that of `revision`; at the latest after so many ms, whatever it is then. */
  next(revision: number, ms: number): Promise<DeviceState>;
};

export function createDevice(): Device {
  let state: DeviceState = { revision: 1, ...asItIs };
  const waiting = new Set<() => void>();
  return {
    state: () => state,
    change: (parts) => {
      state = { ...state, ...parts, revision: state.revision + 1 };
      for (const tell of [...waiting]) tell();
    },
    next: (revision, ms) => {
      if (revision !== state.revision) return Promise.resolve(state);
      return new Promise((resolve) => {
        const tell = (): void => {
          clearTimeout(timer);
          waiting.delete(tell);
          resolve(state);
        };
        // Nobody who still waits keeps the process.
        const timer = setTimeout(tell, ms).unref();
        waiting.add(tell);
      });
    },
  };
}
