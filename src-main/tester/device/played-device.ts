import { testerAnswers, type DeviceState } from '../../contract/tester.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { ControlClient } from '../control-client.ts';

/** The customer's own machine, as a tester plays it. */
export type PlayedDevice = {
  /** Asked anew each time. Where no mock world answers, everything is as it is. Never rejects. */
  readonly now: () => Promise<DeviceState>;
  /** Calls back whenever something of it changes; returns how to stop. */
  readonly watch: (onChange: (state: DeviceState) => void) => () => void;
};

export const asItIs: DeviceState = {
  revision: 0,
  store: 'own',
  leftOut: [],
  token: 'own',
  triesLeft: 'low',
  module: 'own',
  proxy: null,
  keyring: 'own',
};

/** A world that has gone may come back. */
const retryMs = 2_000;

export function playedDevice(control: ControlClient, log: Pick<Log, 'info'>): PlayedDevice {
  const listeners = new Set<(state: DeviceState) => void>();
  let stopped = new AbortController();
  let told = false;

  const failed = (error: unknown): DeviceState => {
    if (!told) log.info({ err: error }, 'the mock world does not say what this machine is like');
    told = true;
    return asItIs;
  };
  const ask = (path: string, signal?: AbortSignal): Promise<DeviceState> =>
    control.ask(testerAnswers.device, 'GET', path, undefined, signal);

  async function follow(signal: AbortSignal): Promise<void> {
    const isOver = (): boolean => signal.aborted;
    let last: DeviceState | null = null;
    while (!isOver()) {
      try {
        const state: DeviceState = await ask(
          `/mock/device${last === null ? '' : `?after=${String(last.revision)}`}`,
          signal,
        );
        if (last !== null && state.revision !== last.revision) for (const listener of [...listeners]) listener(state);
        last = state;
      } catch (error) {
        if (isOver()) return;
        failed(error);
        await pause(retryMs, signal);
      }
    }
  }

  return {
    now: () => ask('/mock/device').catch(failed),
    watch: (onChange) => {
      const listener = (state: DeviceState): void => onChange(state);
      if (listeners.size === 0) {
        stopped = new AbortController();
        void follow(stopped.signal);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stopped.abort();
      };
    },
  };
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
