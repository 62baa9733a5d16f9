import type { KeypadTexts } from '../keypad-texts.ts';

const many = (n: number, one: string): string => `${String(n)} ${n === 1 ? one : `${one}s`}`;

export const keypad: KeypadTexts = {
  open: 'Open the software keyboard',
  board: 'Software keyboard',
  tenkey: 'Digits',
  shuffles: 'Reshuffled each time',
  stays: 'The order stays for the next opening',
  fixed: 'Keep order',
  erase: 'Delete',
  clear: 'Clear all',
  close: 'Close',
  blocks: { digits: 'Digits', lower: 'Lower case', upper: 'Upper case', symbols: 'Symbols' },
  key: (block, n) => `${block}, key ${String(n)}`,
  keyHint: 'Move with the arrow keys, press with Enter, close with Escape.',
  entered: (n) => `${many(n, 'character')} entered`,
  count: (n, min, max) => `${String(n)} (${String(min)}–${String(max)} characters)`,
  digits: (n, of) => `${String(n)} of ${many(of, 'digit')} entered`,
  limit: {
    characters: (n) => `${many(n, 'character')} entered. No more can be entered.`,
    digits: (n) => `All ${many(n, 'digit')} entered.`,
  },
  typed: 'Please use the keys on the screen. Typing and pasting are not possible.',
  failed: 'The software keyboard could not be opened. Please open it again.',
  idle: 'Nothing was done for 2 minutes, so your entry was cleared and the keyboard closed. Please open it and start again.',
  unfocused:
    'This window was left for 2 minutes, so your entry was cleared and the keyboard closed. Please open it and start again.',
  locked: 'The PC was locked, so your entry was cleared and the keyboard closed. Please open it and start again.',
  settings: 'Key settings',
  large: 'Large keys',
  largeNote: 'Makes keys and characters larger, until the app is closed.',
  spoken: 'Speak the characters of the keys',
  spokenNote:
    'For users of a screen reader. Characters are said aloud, so please use earphones. Normally only positions are told, so that nobody learns your password or PIN by listening or by reading the screen. It is off again when the app is closed.',
  spokenForbidden:
    'This institution does not allow the characters to be spoken. If you need them, please ask its help desk.',
};
