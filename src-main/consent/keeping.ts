import type { KeyringView } from '../contract/diagnostics.ts';
import type { Receipt } from '../contract/receipts.ts';

/** What the flow has to do with things that outlive a run. */
export type Keeping = {
  readonly keyring: () => KeyringView;
  /** `false`: it is there until the app is closed. Never rejects. */
  readonly receipt: (receipt: Receipt) => Promise<boolean>;
};
