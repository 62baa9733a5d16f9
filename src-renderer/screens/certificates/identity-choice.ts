import type { IdentityView } from '../../../src-main/contract/views.ts';

export type Sorted = { readonly usable: readonly IdentityView[]; readonly ended: readonly IdentityView[] };

/** An 電子証明書 past its end may be shown but not chosen. */
export function sortIdentities(identities: readonly IdentityView[]): Sorted {
  return {
    usable: identities.filter((identity) => identity.daysLeft >= 0),
    ended: identities.filter((identity) => identity.daysLeft < 0),
  };
}

const renewableFrom = 30;

/** Renewal is open in the last 30 days (DOMAIN §2). */
export function endsSoon(identity: IdentityView): boolean {
  return identity.daysLeft <= renewableFrom;
}

/** A distinguished name (RFC 4514) cut after its commas, so that a line breaks between parts and not inside one. */
export function nameParts(name: string): readonly string[] {
  const parts = name.split(/(?<!\\),\s*/u);
  return parts.map((part, index) => (index < parts.length - 1 ? `${part},` : part));
}
