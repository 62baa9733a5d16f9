import type { Logger } from 'pino';
import { deleteExpired } from './authorization/adapter.ts';
import type { Clock } from './clock.ts';
import { forgetEndedFlows, forgetOldFlows } from './consent/flow-store.ts';
import { forgetOldCounters } from './http/rate-limit.ts';
import { forgetEndedSessions } from './links/session/store.ts';
import type { Database } from './storage/database.ts';

const everyMinute = 60_000;

/** Something that is done now and then. Correctness never depends on it, and any number of nodes may do it at once. */
export type Chore = { readonly name: string; readonly run: (now: Date) => Promise<unknown> };

/** Removes what has expired, a batch at a time, so that nobody waits long for a lock. */
export const storageChores = (database: Database): readonly Chore[] => [
  { name: 'expired records', run: (now) => deleteExpired(database, now.getTime()) },
  { name: 'keys of ended flows', run: (now) => forgetEndedFlows(database, now.getTime()) },
  { name: 'ended links sessions', run: (now) => forgetEndedSessions(database, now.getTime()) },
  { name: 'rate limits', run: (now) => forgetOldCounters(database, now.getTime()) },
  { name: 'old flows', run: (now) => forgetOldFlows(database, now.getTime()) },
];

/** Does every chore, one after the other; one that fails is logged and keeps no other one from its turn. */
export async function doChores(chores: readonly Chore[], clock: Clock, log: Logger): Promise<void> {
  for (const { name, run } of chores) {
    try {
      await run(clock.now());
    } catch (error) {
      log.error({ err: error, chore: name }, 'housekeeping failed');
    }
  }
}

/** Every minute. Returns how to stop it, which waits for what is being done. */
export function startHousekeeping(chores: readonly Chore[], clock: Clock, log: Logger): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => doChores(chores, clock, log));
  }, everyMinute);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
