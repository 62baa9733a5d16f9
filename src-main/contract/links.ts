import type { LinkView, ReceiptClaims } from '../../server/contract/links.ts';
import type { LinksCommandKind, LinksStep } from '../../server/contract/links-session.ts';

export type { LinkView } from '../../server/contract/links.ts';

/** The session as a screen sees it. `remainingSeconds` was measured on the server's clock. */
export type LinksSessionView = {
  readonly id: string;
  readonly revision: number;
  readonly allowed: readonly LinksCommandKind[];
  readonly remainingSeconds: number;
};

/** Who is logged in. 管理者 (`admin`) sees the links of all members of his company's contract. */
export type LinksMember = Extract<LinksStep, { kind: 'open' }>['member'];

type PasswordStep = Extract<LinksStep, { kind: 'password' }>;

/** 同意の控え whose signature was right. */
export type SignedReceipt = Readonly<Omit<ReceiptClaims, 'iss' | 'iat'>> & {
  /** The number it had on this PC's screen; `null`: it was decided elsewhere. */
  readonly number: string | null;
};

/** 業務 × accounts of a link, or a part of them. */
export type LinkContents = Pick<LinkView, 'services' | 'accounts'>;

/** What the customer has done to a link a moment ago. */
export type LinkDone = { readonly kind: 'ended' } | { readonly kind: 'reduced'; readonly taken: LinkContents };

type InSession = { readonly session: LinksSessionView; readonly member: LinksMember };

/** What the window shows of the links, after the login. */
export type LinksScreen =
  | ({ readonly kind: 'links-password'; readonly session: LinksSessionView } & Readonly<
      Omit<PasswordStep, 'kind' | 'seal'>
    >)
  /** Newest decision first. `more`: there are further ones (`links.more`). */
  | (InSession & { readonly kind: 'links'; readonly links: readonly LinkView[]; readonly more: boolean })
  | (InSession & { readonly kind: 'link'; readonly link: LinkView; readonly just: LinkDone | null })
  /** 縮小: what may be taken out of the link, all of it still in it. */
  | (InSession & { readonly kind: 'link-reduction'; readonly link: LinkView })
  | (InSession & { readonly kind: 'link-receipt'; readonly link: LinkView; readonly receipt: SignedReceipt });
