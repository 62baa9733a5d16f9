import type { KeyringReason } from '../../src-main/contract/diagnostics.ts';
import type { Total } from './text-types.ts';

/** Words about what the app keeps on this PC, and about the text for a support desk. */
export type VaultTexts = Total<
  'memoryTitle' | 'memoryText' | 'support' | 'supportText' | 'show' | 'copy' | 'failed'
> & {
  /** What may be done about it. */
  readonly why: Total<KeyringReason>;
};
