import { isIPv6 } from 'node:net';
import { sql, type Insertable } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { deleteInBatches } from '../storage/batches.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { Refusal } from './refusal.ts';
import type { RateLimit, RateLimitName, RateLimits } from './rate-limit-config.ts';

/** Throws `request.too-many` for whoever asks too often. */
export async function hold(limiter: Limiter, name: RateLimitName, subject: string): Promise<void> {
  const taken = await limiter.take(name, subject);
  if (!taken.ok) throw new Refusal('request.too-many', { retryAfter: taken.retryAfter });
}

export type Taken = { readonly ok: true } | { readonly ok: false; readonly retryAfter: number };

export type Limiter = {
  /** Counts one request of `subject`, unless it is one too many; then `retryAfter` says in how many seconds to come back. */
  take(name: RateLimitName, subject: string): Promise<Taken>;
};

export type LimiterDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: RateLimits;
  /** Told once per slot of time that somebody reached a limit, not for every request that was refused. */
  readonly onReached?: (name: RateLimitName, subject: string) => Promise<void>;
};

/** What was used of the slot before and of this one, and how much of this one has passed; milliseconds. */
export type Use = { readonly before: number; readonly now: number; readonly elapsed: number };

const lengthOf = ({ seconds }: RateLimit): number => seconds * 1000;

/**
 * How many requests this slot may have in all: a sliding window, estimated from two counters. Of the slot before counts the part
 * that lies within the window, so that nobody gets twice the limit around a border. In whole numbers, so that `secondsUntilRoom`
 * keeps its word.
 */
export function room(limit: RateLimit, { before, elapsed }: Use): number {
  const length = lengthOf(limit);
  return limit.count - Math.ceil((before * (length - elapsed)) / length);
}

/** Seconds, at least one, until one more request has room if nobody asks meanwhile. */
export function secondsUntilRoom(limit: RateLimit, { before, now, elapsed }: Use): number {
  const length = lengthOf(limit);
  /** How far a slot must have gone until of the one before, which had `used`, no more than `most` count. */
  const fades = (used: number, most: number): number =>
    used <= most ? 0 : length - Math.floor((most * length) / used);
  const wait =
    now < limit.count ? fades(before, limit.count - now - 1) - elapsed : length - elapsed + fades(now, limit.count - 1);
  return Math.max(1, Math.ceil(wait / 1000));
}

/** Counters in the database: the same for every node, and none is lost in a restart. */
export function createLimiter({ database, clock, log, limits, onReached }: LimiterDeps): Limiter {
  async function take(name: RateLimitName, subject: string): Promise<Taken> {
    const limit = limits[name];
    const length = lengthOf(limit);
    const time = clock.now().getTime();
    const slot = Math.floor(time / length);
    const row = { scope: name, subject, slot, used: 1, expires_at: (slot + 2) * length };

    const counters = await database
      .selectFrom('rate_limits')
      .select(['slot', 'used'])
      .where('scope', '=', name)
      .where('subject', '=', subject)
      .where('slot', 'in', [slot - 1, slot])
      .execute();
    const usedIn = (which: number): number => counters.find((counter) => counter.slot === which)?.used ?? 0;
    const use: Use = { before: usedIn(slot - 1), now: usedIn(slot), elapsed: time % length };
    const most = room(limit, use);
    if (most > 0) {
      // Counted in one statement with the condition: many at once on many nodes get no more than there is.
      const counted = await database
        .insertInto('rate_limits')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['scope', 'subject', 'slot'])
            .doUpdateSet((e) => ({ used: e('rate_limits.used', '+', 1) }))
            .where('rate_limits.used', '<', most),
        )
        .returning('used')
        .executeTakeFirst();
      if (counted !== undefined) return { ok: true };
    }
    await tell(name, subject, { ...row, scope: `${name}/told` });
    return { ok: false, retryAfter: secondsUntilRoom(limit, use) };
  }

  async function tell(name: RateLimitName, subject: string, row: Insertable<Tables['rate_limits']>): Promise<void> {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('rate_limits')
      .values(row)
      .onConflict((conflict) => conflict.columns(['scope', 'subject', 'slot']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return;
    log.warn({ limit: name, subject }, 'a rate limit was reached');
    await onReached?.(name, subject);
  }

  return { take };
}

/** Counters that lie outside of every window. Answers how many there were. */
export const forgetOldCounters = (database: Database, now: number): Promise<number> =>
  deleteInBatches(database, {
    table: 'rate_limits',
    key: ['scope', 'subject', 'slot'],
    where: sql`expires_at <= ${now}`,
  });

/**
 * One address as one subject. Of IPv6 the first 64 bits: whoever has one address of a network has them all.
 */
export function addressSubject(ip: string): string {
  const four = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (four !== undefined) return four;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = (ip.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const all = [
    ...groups,
    ...Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0'),
    ...after,
  ];
  return `${all.slice(0, 4).join(':')}::/64`;
}
