import type { FailureCode } from '../../../src-main/contract/failure.ts';
import type { IdentityView, LeftOutReason, LeftOutView } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';

export type Sorted = { readonly usable: readonly IdentityView[]; readonly leftOut: readonly LeftOutView[] };

/** An 電子証明書 past its end may be shown but not chosen, wherever it comes from. */
export function sortIdentities({
  identities,
  leftOut,
}: Pick<ScreenOf<'certificates'>, 'identities' | 'leftOut'>): Sorted {
  const ended = identities.filter(({ ending }) => ending === 'ended');
  return {
    usable: identities.filter(({ ending }) => ending !== 'ended'),
    leftOut: [...ended.map((identity): LeftOutView => ({ ...identity, reason: 'expired' })), ...leftOut],
  };
}

/** The same certificate in a later list, where ids are new. */
export function certificateKey({ issuer, serial, token }: IdentityView): string {
  return JSON.stringify([issuer, serial, token?.label, token?.module]);
}

const isLocked = ({ token }: IdentityView): boolean => token?.locked === true;

/** By the same mark as `replaced` itself: the whole subject and its issuer. */
const isRenewalOf = (one: IdentityView, old: IdentityView): boolean =>
  old.replaced && !one.replaced && one.subject === old.subject && one.issuer === old.issuer;

/** Whether a renewal brought it, and an old one still lies about. */
export function isRenewed(one: IdentityView, all: readonly IdentityView[]): boolean {
  return all.some((old) => isRenewalOf(one, old));
}

/**
 * What the customer chose; before that what was right last time or, after a renewal, the new one of the same person; or else the
 * first that is neither replaced by a newer one nor locked. While the list may still grow (`complete` is false) that last guess is
 * not made: it would have to be taken back under his hand.
 */
export function chosenOf(
  usable: readonly IdentityView[],
  chosen: string | null,
  remembered: string | null,
  complete = true,
): IdentityView | undefined {
  const last = usable.find(({ id }) => id === remembered);
  return (
    (chosen === null ? undefined : usable.find((identity) => certificateKey(identity) === chosen)) ??
    (last && usable.find((one) => isRenewalOf(one, last) && !isLocked(one))) ??
    last ??
    (complete ? (usable.find((one) => !one.replaced && !isLocked(one)) ?? usable[0]) : undefined)
  );
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');

/** Those that have every word of the filter somewhere in holder, company, serial number or place. */
export function matching<I extends IdentityView>(
  identities: readonly I[],
  filter: string,
  placeOf: (identity: IdentityView) => string,
): readonly I[] {
  if (filter.trim() === '') return identities;
  const wanted = filter.trim().split(/\s+/u).map(plain);
  return identities.filter((identity) => {
    const text = plain([identity.holder, identity.company, identity.serial, placeOf(identity)].join('\n'));
    return wanted.every((word) => text.includes(word));
  });
}

/** The failure whose words say what to do about a certificate that cannot be used. */
export const failureOfReason: Readonly<Record<LeftOutReason, FailureCode>> = {
  expired: 'certificate.expired',
  'not-yet-valid': 'certificate.not-yet-valid',
  'no-private-key': 'certificate.no-private-key',
  'wrong-usage': 'certificate.wrong-usage',
  'wrong-issuer': 'certificate.wrong-issuer',
  'cannot-sign': 'token.cannot-sign',
};

/** A distinguished name (RFC 4514) cut after its commas, so that a line breaks between parts and not inside one. */
export function nameParts(name: string): readonly string[] {
  const parts = name.split(/(?<!\\),\s*/u);
  return parts.map((part, index) => (index < parts.length - 1 ? `${part},` : part));
}
