/** In half-width characters; a Japanese one counts as two. */
export function widthOf(name: string): number {
  return [...name].reduce((sum, character) => sum + (/[\u0020-\u007e\uff61-\uff9f]/.test(character) ? 1 : 2), 0);
}

/** Too long for the rail at its usual size. */
export const isLong = (name: string): boolean => widthOf(name) > 30;
