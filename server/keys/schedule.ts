import type { KeyPurpose } from './purposes.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Milliseconds. */
export type KeySchedule = {
  /** How long a key is the one that is used. */
  readonly rotateEvery: number;
  /**
   * How long a new key is known before it is used: to the other nodes (which look every minute) and to TPPs, which keep a copy
   * of the published keys for a while.
   */
  readonly publishBefore: number;
  /**
   * How long a key is still known after the last use. More than the life of anything under it: ID tokens 5 minutes, cookies and
   * interactions one hour, a flow with its extensions 45 minutes, cursors of the resource API as long as this.
   */
  readonly keepAfter: number;
};

export const scheduleOf = (rotateEveryDays: number): KeySchedule => ({
  rotateEvery: rotateEveryDays * day,
  publishBefore: day,
  keepAfter: day,
});

export const standardSchedule = scheduleOf(90);

/** One key in the row of keys for one purpose. Times in milliseconds since 1970. */
export type Generation = {
  readonly purpose: KeyPurpose;
  /** From 1, without gaps. */
  readonly generation: number;
  readonly kid: string;
  readonly createdAt: number;
  readonly activeFrom: number;
};

/** The newest first. */
export const newestFirst = <G extends Pick<Generation, 'generation'>>(keys: readonly G[]): G[] =>
  keys.toSorted((one, other) => other.generation - one.generation);

/** The one that is used at a time; before the first one's time, that one. Every node comes to the same answer. */
export function activeAt<G extends Generation>(keys: readonly G[], time: number): G | undefined {
  const sorted = newestFirst(keys);
  return sorted.find(({ activeFrom }) => activeFrom <= time) ?? sorted.at(-1);
}

/** The generation that is missing at a time, or `null` when the newest will do. `forced`: as if its time were over. */
export function missingGeneration(
  keys: readonly Generation[],
  time: number,
  { rotateEvery, publishBefore }: KeySchedule,
  forced = false,
): Pick<Generation, 'generation' | 'activeFrom'> | null {
  const [newest] = newestFirst(keys);
  if (newest === undefined) return { generation: 1, activeFrom: time };
  // One that still waits for its time is the next one already.
  if (newest.activeFrom > time) return null;
  if (!forced && time < newest.activeFrom + rotateEvery - publishBefore) return null;
  return { generation: newest.generation + 1, activeFrom: time + publishBefore };
}

/** The ones that nothing depends on any more. */
export function outlived<G extends Generation>(keys: readonly G[], time: number, { keepAfter }: KeySchedule): G[] {
  return keys.filter((key) => {
    const successor = keys.find(({ generation }) => generation === key.generation + 1);
    return successor !== undefined && successor.activeFrom + keepAfter <= time;
  });
}
