// How the window shows things, over a reload. Nothing of the procedure is ever put here: that lives in the main process.

type Key = 'language' | 'wording' | 'calendar';

/** What was remembered, when it is one of `values`. */
export function remembered<T extends string>(key: Key, values: readonly T[]): T | null {
  try {
    const found = globalThis.sessionStorage.getItem(`renkei.${key}`);
    return values.find((value) => value === found) ?? null;
  } catch {
    return null; // no storage here: nothing is remembered
  }
}

export function remember(key: Key, value: string): void {
  try {
    globalThis.sessionStorage.setItem(`renkei.${key}`, value);
  } catch {
    // no storage here: it holds until the reload
  }
}
