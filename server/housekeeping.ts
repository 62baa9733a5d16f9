import type { Logger } from 'pino';
import { deleteExpired } from './authorization/adapter.ts';
import type { Clock } from './clock.ts';
import { forgetEndedFlows } from './consent/flow-store.ts';
import type { Database } from './storage/database.ts';

const everyMinute = 60_000;

/** Removes what has expired; correctness never depends on it. Returns how to stop it, which waits for a running sweep. */
export function startHousekeeping(database: Database, clock: Clock, log: Logger): () => Promise<void> {
  let running = Promise.resolve();
  const sweep = async (): Promise<void> => {
    try {
      const now = clock.now().getTime();
      await deleteExpired(database, now);
      await forgetEndedFlows(database, now);
    } catch (error) {
      log.error({ err: error }, 'housekeeping failed');
    }
  };
  const timer = setInterval(() => {
    running = running.then(sweep);
  }, everyMinute);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
