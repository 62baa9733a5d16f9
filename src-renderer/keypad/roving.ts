export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';
/** Where a key lies on the screen. */
export type Spot = { readonly left: number; readonly top: number; readonly width: number };

const middle = (spot: Spot): number => spot.left + spot.width / 2;

/** Whether a key event is an arrow for `nextKey`. */
export function isArrow(key: string): key is Arrow {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
}

/** The key to go to. Up and down go by where keys really lie, so it holds for every layout and zoom. */
export function nextKey(spots: readonly Spot[], from: number, arrow: Arrow): number {
  switch (arrow) {
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'ArrowRight':
      return Math.min(spots.length - 1, from + 1);
    case 'Home':
      return 0;
    case 'End':
      return spots.length - 1;
    case 'ArrowUp':
      return nearestInRow(spots, from, -1);
    case 'ArrowDown':
      return nearestInRow(spots, from, 1);
  }
}

function nearestInRow(spots: readonly Spot[], from: number, direction: 1 | -1): number {
  const here = spots[from];
  if (here === undefined) return from;
  const beyond = spots.filter((spot) => (spot.top - here.top) * direction > 1);
  if (beyond.length === 0) return from;
  const row = direction === 1 ? Math.min(...beyond.map((s) => s.top)) : Math.max(...beyond.map((s) => s.top));
  let best = from;
  let distance = Infinity;
  spots.forEach((spot, index) => {
    const apart = Math.abs(middle(spot) - middle(here));
    if (Math.abs(spot.top - row) <= 1 && apart < distance) {
      best = index;
      distance = apart;
    }
  });
  return best;
}
