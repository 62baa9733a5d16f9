import type { TransactionRecord } from '../../bank/records.ts';
import { incoming, outgoing, type Movement } from './movement.ts';
import { reproducible } from './random.ts';

const entries = 60;
const span = 180;
const japanOffset = 9 * 3_600_000;

/** RFC 3339 full-date in Japan, `back` days before `now`. */
export function japanDate(now: Date, back: number): string {
  return new Date(now.getTime() + japanOffset - back * 86_400_000).toISOString().slice(0, 10);
}

type Book = { readonly id: string; readonly balance: number };

/** About 60 entries over the last half year, newest last, which lead exactly to today's balance and never below zero. */
export function bookEntries(account: Book, now: Date): readonly TransactionRecord[] {
  const random = reproducible(account.id);
  const days = Array.from({ length: entries }, () => random.below(span)).sort((a, b) => a - b);
  let balance = account.balance;
  const newestFirst = days.map((back, index) => {
    // Walking back in time: undoing an entry must not leave less than nothing.
    const into = random.below(100) < 45;
    const kind: Movement = random.pick(into ? incoming : outgoing);
    const steps = Math.floor((kind.most - kind.least) / kind.unit);
    const size = kind.least + random.below(steps + 1) * kind.unit;
    const affordable = !into || balance >= size;
    const shown: Movement = affordable ? kind : random.pick(outgoing);
    const amount = affordable ? (into ? size : -size) : -shown.least;
    const entry: TransactionRecord = {
      id: `${account.id}-${String(entries - index).padStart(4, '0')}`,
      accountId: account.id,
      date: japanDate(now, back),
      amount,
      balance,
      description: shown.description,
      transferFrom: shown.transferFrom,
    };
    balance -= amount;
    return entry;
  });
  return newestFirst.reverse();
}
