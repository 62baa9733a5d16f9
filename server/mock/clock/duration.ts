const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `90s`, `15m`, `-1d`, `1d12h`: milliseconds; `undefined` when it is no length of time. */
export function parseDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:\d{1,9}(?:ms|s|m|h|d|w))+)$/.exec(text.trim());
  if (match === null) return undefined;
  let sum = 0;
  for (const [, count, unit] of (match[2] ?? '').matchAll(/(\d+)(ms|s|m|h|d|w)/g))
    sum += Number(count) * units[unit as keyof typeof units];
  return match[1] === '-' ? -sum : sum;
}
