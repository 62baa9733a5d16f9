import type { Offer } from './offers.ts';
import type { PinState } from './token/token-port.ts';

export type TokenOffer = Extract<Offer, { place: 'token' }>;

/** What the customer is asked now, besides what is shown. */
export type Waiting =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'choice' }
  /** The token with all that could be chosen was pulled. */
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'token-pin'; readonly offer: TokenOffer; readonly state: PinState }
  /** The reader's own keys were not used in time, or its red one was. */
  | { readonly kind: 'stopped-reader'; readonly offer: TokenOffer }
  /** `reading`: a token in the store shows its certificates only after its PIN. */
  | {
      readonly kind: 'store-pin';
      readonly token: string;
      readonly reading: boolean;
      readonly give: (pin: Uint8Array | null) => void;
    }
  | { readonly kind: 'token'; readonly offer: TokenOffer };
