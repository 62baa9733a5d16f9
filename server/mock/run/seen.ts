import type { Snapshot } from '../../contract/snapshot.ts';

/** What the last action led to. */
export type Seen =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'step'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly triesLeft: number | null;
      readonly snapshot: Snapshot | null;
    }
  | { readonly kind: 'returned'; readonly error: string | null; readonly description: string }
  | { readonly kind: 'broken'; readonly code: string; readonly reason: string }
  | { readonly kind: 'tpp-refused'; readonly error: string; readonly description: string }
  | { readonly kind: 'collected'; readonly accounts: number };

export function tell(seen: Seen): string {
  switch (seen.kind) {
    case 'nothing':
      return 'nothing has happened yet';
    case 'step':
      return `step ${stepText(seen.snapshot)}`;
    case 'refused':
      return `refused with ${seen.code}${seen.triesLeft === null ? '' : `, ${String(seen.triesLeft)} tries left`}`;
    case 'returned':
      return seen.error === null
        ? 'back at the TPP with a code'
        : `back at the TPP: ${seen.error} (${seen.description})`;
    case 'broken':
      return `no answer: ${seen.code} (${seen.reason})`;
    case 'tpp-refused':
      return `the TPP was refused: ${seen.error} (${seen.description})`;
    case 'collected':
      return `the TPP sees ${String(seen.accounts)} accounts`;
    default:
      return seen satisfies never;
  }
}

const stepText = ({ step }: Snapshot): string => (step.kind === 'stopped' ? `stopped (${step.code})` : step.kind);

/** Something that must be expected, or else it is a mistake of the script or of the product. */
export const isTrouble = (seen: Seen): boolean =>
  seen.kind === 'refused' || seen.kind === 'broken' || seen.kind === 'tpp-refused';
