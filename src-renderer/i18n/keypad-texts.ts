import type { BlockName } from '../bridge/view-types.ts';
import type { Count, Total } from './text-types.ts';

/** Words of the software keyboard and the ten-key. */
export type KeypadTexts = Total<
  | 'open'
  | 'board'
  | 'tenkey'
  | 'shuffles'
  | 'stays'
  | 'fixed'
  | 'erase'
  | 'clear'
  | 'close'
  | 'keyHint'
  | 'typed'
  | 'failed'
  | 'idle'
  | 'unfocused'
  | 'locked'
  | 'settings'
  | 'large'
  | 'largeNote'
  | 'spoken'
  | 'spokenNote'
  | 'spokenForbidden'
> & {
  readonly blocks: Total<BlockName>;
  readonly key: (block: string, n: number) => string;
  readonly entered: Count;
  readonly count: (n: number, min: number, max: number) => string;
  readonly digits: (n: number, of: number) => string;
  /** The limit is reached. */
  readonly limit: Total<'characters' | 'digits', Count>;
};
