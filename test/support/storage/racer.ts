import { openDatabase } from '../../../server/storage/database.ts';
import { races, type RaceName } from './races.ts';

/** One process among several: opens the database, says so, and at the word runs as often as it is told to. */
export type Order = { readonly location: string; readonly race: RaceName | null; readonly times: number };
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly won: number }
  | { readonly kind: 'failed'; readonly why: string };

const report = (message: Report): void => void process.send?.(message);

const next = <T>(): Promise<T> =>
  new Promise((resolve) => {
    process.once('message', (message) => resolve(message as T));
  });

try {
  const { location, race, times } = await next<Order>();
  if (race === null) {
    // The opening itself is what is raced for.
    report({ kind: 'ready' });
    await next();
    await (await openDatabase(location)).destroy();
    report({ kind: 'done', won: 1 });
  } else {
    const database = await openDatabase(location);
    report({ kind: 'ready' });
    await next();
    const run = races[race];
    const outcomes = await Promise.all(
      Array.from({ length: times }, (_, n) => run(database, `${String(process.pid)}-${String(n)}`)),
    );
    await database.destroy();
    report({ kind: 'done', won: outcomes.filter(Boolean).length });
  }
} catch (error) {
  report({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
process.disconnect();
