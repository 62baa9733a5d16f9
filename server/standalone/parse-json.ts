/**
 * Parses a file of somebody's. The engine's own complaint repeats a piece of the text, which may hold a password; this one says
 * where it is only.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place =
      error instanceof Error ? /at position \d+(?: \(line \d+ column \d+\))?/.exec(error.message)?.[0] : undefined;
    // eslint-disable-next-line preserve-caught-error -- it repeats a piece of the text
    throw new Error(place === undefined ? 'is not JSON' : `is not JSON ${place}`);
  }
}
