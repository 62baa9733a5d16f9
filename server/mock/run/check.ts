import type { Expectation } from './script.ts';
import type { Seen } from './seen.ts';
import type { Snapshot } from '../../contract/snapshot.ts';

const snapshotOf = (seen: Seen): Snapshot | null =>
  seen.kind === 'step' || seen.kind === 'refused' ? seen.snapshot : null;

function codeOf(seen: Seen): string | null {
  if (seen.kind === 'refused' || seen.kind === 'broken') return seen.code;
  const step = snapshotOf(seen)?.step;
  return step?.kind === 'stopped' ? step.code : null;
}

/** What is there, in the words of the expectation. */
function facts(seen: Seen): { readonly [K in keyof Expectation]: unknown } {
  const snapshot = snapshotOf(seen);
  const returned = seen.kind === 'returned' ? (seen.error ?? 'code') : null;
  return {
    step: snapshot?.step.kind ?? null,
    code: codeOf(seen),
    triesLeft: seen.kind === 'refused' ? seen.triesLeft : null,
    returned,
    left: seen.kind === 'returned' ? (/at step: (\w+)/.exec(seen.description)?.[1] ?? null) : null,
    tppRefused: seen.kind === 'tpp-refused' ? seen.error : null,
    existing: snapshot?.step.kind === 'consent' ? snapshot.step.existing !== null : null,
    skipped: (snapshot?.progress ?? []).filter(({ state }) => state === 'skipped').map(({ place }) => place),
    accounts: seen.kind === 'collected' ? seen.accounts : null,
  };
}

/** What is not as expected, one line each. */
export function differences(expected: Expectation, seen: Seen): string[] {
  return compare(expected, facts(seen));
}

export function compare(expected: Expectation, found: { readonly [K in keyof Expectation]: unknown }): string[] {
  return (Object.keys(expected) as (keyof Expectation)[])
    .filter((key) => expected[key] !== undefined)
    .filter((key) => JSON.stringify(found[key]) !== JSON.stringify(expected[key]))
    .map((key) => `${key}: expected ${JSON.stringify(expected[key])}, found ${JSON.stringify(found[key] ?? null)}`);
}
