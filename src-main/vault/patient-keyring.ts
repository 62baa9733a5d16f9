import type { Keyring } from './keyring-port.ts';

/** The keyring did not answer in time, e.g. because the system asks the customer something that nobody sees. */
export class KeyringSilent extends Error {
  override readonly name = 'KeyringSilent';
}

export type PatientKeyring = Keyring & {
  /** A call is under way, perhaps one that was given up: the process would not end before it does. */
  readonly busy: () => boolean;
};

/**
 * One call after the other, and none that waits for ever. A call that hangs keeps a thread of the few this process has for files and
 * names; so after the first that did not answer no other is made.
 */
export function patientKeyring(inner: Keyring, timeoutMs: number): PatientKeyring {
  let line: Promise<unknown> = Promise.resolve();
  let silent = false;
  let underWay = 0;

  function inTime<T>(call: () => Promise<T>): Promise<T> {
    if (silent) return Promise.reject(new KeyringSilent('the keyring has not answered before'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        silent = true;
        reject(new KeyringSilent('the keyring does not answer'));
      }, timeoutMs);
      underWay += 1;
      void call()
        .finally(() => {
          underWay -= 1;
          clearTimeout(timer);
        })
        .then(resolve, reject);
    });
  }
  function next<T>(call: () => Promise<T>): Promise<T> {
    const mine = line.then(() => inTime(call));
    line = mine.catch(() => undefined); // whoever asked is told; the next one's turn comes all the same
    return mine;
  }
  return {
    get: (name) => next(() => inner.get(name)),
    set: (name, value) => next(() => inner.set(name, value)),
    delete: (name) => next(() => inner.delete(name)),
    busy: () => underWay > 0,
  };
}
