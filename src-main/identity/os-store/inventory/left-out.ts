import type { X509Certificate } from 'node:crypto';
import type { IdentityView, LeftOutReason, LeftOutView } from '../../../contract/views.ts';
import { eligibility, isAccepted, isForLogin, type EligibilityPolicy } from '../../eligibility.ts';
import { certificateFacts, fingerprintOf, readCertificate } from '../../facts.ts';
import { describeCertificate } from '../../identity.ts';
import { markReplaced } from '../../replaced.ts';
import type { Inventory, InventoryEntry } from './inventory.ts';

type Known = { readonly certificate: X509Certificate; readonly entry: InventoryEntry };

/** One per certificate; it has a key when any of its entries has. */
function known(inventory: readonly InventoryEntry[], offered: ReadonlySet<string>): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const entry of inventory) {
    const certificate = readCertificate(entry.pem);
    if (certificate === null) continue;
    const fingerprint = fingerprintOf(certificate);
    if (offered.has(fingerprint)) continue;
    const before = found.get(fingerprint);
    if (before?.entry.hasPrivateKey !== true) found.set(fingerprint, { certificate, entry });
  }
  return found;
}

/**
 * Why it was left out; `null` for what is none of the customer's login certificates: authorities, and what others' certificates a
 * store gathers without a key (servers, correspondents). One that has nothing wrong and was still not offered is not of an issuer
 * the server named.
 */
function reasonOf({ certificate, entry }: Known, policy: EligibilityPolicy): LeftOutReason | null {
  const facts = certificateFacts(certificate);
  if (facts.authority) return null;
  if (!entry.hasPrivateKey && !(isAccepted(facts, policy.issuers) && isForLogin(facts))) return null;
  const judged = eligibility({ ...facts, hasPrivateKey: entry.hasPrivateKey }, policy);
  return judged === 'eligible' ? 'wrong-issuer' : judged;
}

const describe = (pem: string, policy: EligibilityPolicy, fingerprint: string): IdentityView =>
  describeCertificate(fingerprint, pem, policy.now);

/**
 * Everything of the inventory that was not offered, with the reason, newest first. `offered`: the certificates already in the list,
 * from the store or a token, in PEM. The `id` of each is its SHA-256 (hex).
 */
export function mergeLeftOut(
  offered: readonly string[],
  inventory: readonly InventoryEntry[],
  policy: EligibilityPolicy,
): readonly LeftOutView[] {
  const shown = new Map<string, string>();
  for (const pem of offered) {
    const certificate = readCertificate(pem);
    if (certificate !== null) shown.set(fingerprintOf(certificate), pem);
  }
  const views = [...known(inventory, new Set(shown.keys()))].flatMap(([fingerprint, one]): LeftOutView[] => {
    const reason = reasonOf(one, policy);
    return reason === null ? [] : [{ ...describe(one.entry.pem, policy, fingerprint), reason }];
  });
  const usable = [...shown].map(([fingerprint, pem]) => describe(pem, policy, fingerprint));
  return markReplaced(views, usable).toSorted((a, b) => b.notAfter.localeCompare(a.notAfter));
}

/** The inventory as the login asks for it. `issuers`: CNs the bank accepts. */
export function leftOutReader(
  inventory: Inventory,
  issuers: readonly string[],
  now: () => Date,
): (offered: readonly string[]) => Promise<readonly LeftOutView[]> {
  return async (offered) => mergeLeftOut(offered, await inventory.read(), { issuers, now: now(), tls13: true });
}
