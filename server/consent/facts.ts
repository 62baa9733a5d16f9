import type { ServiceId } from '../contract/catalogue.ts';
import type { ServiceKind } from '../contract/catalogue.ts';
import type { Unavailable } from '../bank/eligibility.ts';
import type { FiledPin } from '../bank/pin-state.ts';

export type Offer = {
  readonly service: ServiceId;
  readonly kind: ServiceKind;
  readonly accounts: readonly { readonly account: string; readonly unavailable: Unavailable | null }[];
};

/** What the bank's books say at this moment about one customer and one request. The machine never reads them itself. */
export type Facts = {
  readonly fixedServices: boolean;
  /** In the order of the catalogue: the TPP's 業務 that this request asks for. */
  readonly offers: readonly Offer[];
  readonly pins: ReadonlyMap<string, FiledPin>;
  readonly intentVersion: string;
};
