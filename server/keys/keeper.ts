import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import { readRing } from './ring.ts';
import type { SecretBox } from './secret-box.ts';
import { serverKeys, type ServerKeys } from './server-keys.ts';

/** A node's copy of the keys; never older than a minute when it is asked for. */
export type KeyKeeper = {
  /** The keys as they are now. Rejects when they had to be read again and could not be. */
  fresh(): Promise<ServerKeys>;
};

const lookEvery = 60_000;

/**
 * Reads the ring again when a minute has passed by the clock, so that a node that slept (a suspended machine) never works with
 * what was true before. Of requests that arrive meanwhile only one reads.
 */
export function createKeyKeeper(deps: {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
}): KeyKeeper {
  const { database, box, clock } = deps;
  let known: { readonly keys: ServerKeys; readonly at: number; readonly until: number } | undefined;
  let reading: Promise<ServerKeys> | undefined;

  const read = async (): Promise<ServerKeys> => {
    const ring = await readRing(database, box);
    const at = clock.now().getTime();
    const keys = serverKeys(ring, at);
    // To the moment: two nodes that used different keys for a while would refuse each other's nonces.
    const upcoming = ring.map(({ activeFrom }) => activeFrom).filter((time) => time > at);
    const until = Math.min(at + lookEvery, ...upcoming);
    // The same keys stay the same object: whoever built something from them need not build it again.
    known = { keys: known?.keys.version === keys.version ? known.keys : keys, at, until };
    return known.keys;
  };

  return {
    async fresh() {
      const now = clock.now().getTime();
      if (known !== undefined && now >= known.at && now < known.until) return known.keys;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}
