import type { X509Certificate } from 'node:crypto';
import { BasicConstraints, Certificate } from 'pkijs';
import { hasUnknownCritical } from './critical.ts';

/** A chain from the customer's certificate up to a root; each is signed by the next. */
export type Chain = readonly X509Certificate[];

const basicConstraints = '2.5.29.19';

/** A root, one or two intermediates: more than any bank's CA has. */
const maximumLength = 5;

const isRoot = (ca: X509Certificate): boolean => ca.checkIssued(ca) && ca.verify(ca.publicKey);

/**
 * Builds the chain from the CAs the bank configured; what the other side sent along does not count. Names are compared by the
 * library as they are encoded, and every signature is verified. `undefined`: issued by somebody else.
 */
export function findChain(certificate: X509Certificate, authorities: readonly X509Certificate[]): Chain | undefined {
  return extend([certificate], authorities);
}

function extend(chain: Chain, authorities: readonly X509Certificate[]): Chain | undefined {
  const last = chain.at(-1);
  if (last === undefined || chain.length > maximumLength) return undefined;
  if (chain.length > 1 && isRoot(last)) return chain;
  for (const authority of authorities) {
    const fits =
      authority.ca &&
      !hasUnknownCritical(authority) &&
      mayStandAbove(authority, chain.length - 1) &&
      !chain.some((known) => known.fingerprint256 === authority.fingerprint256) &&
      last.checkIssued(authority) &&
      last.verify(authority.publicKey);
    const found = fits ? extend([...chain, authority], authorities) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** pathLenConstraint (RFC 5280 §4.2.1.9): how many CAs may stand between this one and the customer's certificate. */
function mayStandAbove(authority: X509Certificate, between: number): boolean {
  const constraints: unknown = Certificate.fromBER(authority.raw).extensions?.find(
    ({ extnID }) => extnID === basicConstraints,
  )?.parsedValue;
  const most = constraints instanceof BasicConstraints ? constraints.pathLenConstraint : undefined;
  return most === undefined || (typeof most === 'number' && between <= most);
}

export type Validity = 'valid' | 'expired' | 'not-yet-valid';

export function validity(certificate: X509Certificate, now: Date): Validity {
  if (now < certificate.validFromDate) return 'not-yet-valid';
  return now > certificate.validToDate ? 'expired' : 'valid';
}
