/** Whole seconds left of `seconds` that were measured at `receivedAt`; both times are monotonic milliseconds. */
export function remainingAt(seconds: number, receivedAt: number, now: number): number {
  return Math.max(0, Math.ceil(seconds - (now - receivedAt) / 1000));
}

/** Milliseconds until the shown second changes. */
export function untilNextSecond(seconds: number, receivedAt: number, now: number): number {
  const left = seconds * 1000 - (now - receivedAt);
  const part = left % 1000;
  return part > 0 ? part : 1000;
}

const lowFrom = 120;

/** The last two minutes, which the screen points out. */
export function isLow(seconds: number): boolean {
  return seconds <= lowFrom;
}

/** `14:32`. */
export function clockText(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}
