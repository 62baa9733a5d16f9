import type { KeypadPurpose } from '../contract/calls.ts';
import type { KeypadView } from '../contract/views.ts';

export type BlockName = KeypadView['blocks'][number]['name'];
export type Block = { readonly name: BlockName; readonly characters: readonly string[] };

const characters = (text: string): readonly string[] => [...text];

const digits: Block = { name: 'digits', characters: characters('0123456789') };

/** What a ログインパスワード may consist of (DOMAIN §2), in blocks so that no Shift key is needed. */
const full: readonly Block[] = [
  digits,
  { name: 'lower', characters: characters('abcdefghijklmnopqrstuvwxyz') },
  { name: 'upper', characters: characters('ABCDEFGHIJKLMNOPQRSTUVWXYZ') },
  { name: 'symbols', characters: characters('().-/{}:,#<>*%@+;=?_') },
];

const layouts: Readonly<Record<KeypadPurpose, readonly Block[]>> = {
  'login-password': full,
  'inquiry-pin': [digits],
  'token-pin': [digits],
  'token-pin-full': full,
};

export function layoutFor(purpose: KeypadPurpose): readonly Block[] {
  return layouts[purpose];
}
