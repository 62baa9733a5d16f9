import type { X509Certificate } from 'node:crypto';
import { BitString } from 'asn1js';
import { Certificate, CertificateRevocationList, IssuingDistributionPoint } from 'pkijs';
import { serialOf } from './certificate-name.ts';

/** A CA's own complete list, its signature verified. */
export type RevocationList = {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Whether certificates of this kind are on it at all. */
  readonly covers: (certificate: X509Certificate) => boolean;
  /** `serial` as in `certificateName`. */
  readonly has: (serial: string) => boolean;
};

const deltaIndicator = '2.5.29.27';
const issuingPoint = '2.5.29.28';
const keyUsage = '2.5.29.15';
/** cRLSign is bit 6 (RFC 5280 §4.2.1.3). */
const signsLists = 0x02;
const understood = new Set(['2.5.29.20', '2.5.29.35', issuingPoint]);

/**
 * Reads a list (DER, or PEM as some publish it) that is to be `authority`'s. `undefined` when it is not a list, not that CA's, not
 * signed with its key, has no nextUpdate, or is one of the kinds this server does not understand: delta, indirect, only some
 * reasons, unknown critical extensions (RFC 5280 §5.2: such a list must not be used to tell what is good).
 */
export async function readRevocationList(
  bytes: Uint8Array,
  authority: X509Certificate,
): Promise<RevocationList | undefined> {
  const list = parse(bytes);
  if (list?.nextUpdate === undefined) return undefined;
  const issuer = Certificate.fromBER(authority.raw);
  if (!maySignLists(issuer)) return undefined;
  const extensions = list.crlExtensions?.extensions ?? [];
  if (extensions.some(({ extnID, critical }) => extnID === deltaIndicator || (critical && !understood.has(extnID))))
    return undefined;
  const scope: unknown = extensions.find(({ extnID }) => extnID === issuingPoint)?.parsedValue;
  if (scope !== undefined && !(scope instanceof IssuingDistributionPoint && isPlain(scope))) return undefined;
  const entries = list.revokedCertificates ?? [];
  if (entries.some((entry) => entry.crlEntryExtensions?.extensions.some(({ critical }) => critical))) return undefined;
  if (!(await list.verify({ issuerCertificate: issuer }).catch(() => false))) return undefined;

  const serials = new Set(entries.map(({ userCertificate }) => serialOf(userCertificate)));
  return {
    thisUpdate: list.thisUpdate.value,
    nextUpdate: list.nextUpdate.value,
    covers: ({ ca }) => scope === undefined || (ca ? !scope.onlyContainsUserCerts : !scope.onlyContainsCACerts),
    has: (serial) => serials.has(serial),
  };
}

function parse(bytes: Uint8Array): CertificateRevocationList | undefined {
  try {
    const text = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
    return CertificateRevocationList.fromBER(new Uint8Array(text.startsWith('-----BEGIN') ? fromPem(bytes) : bytes));
  } catch {
    return undefined; // whatever it is, it is no list
  }
}

function fromPem(bytes: Uint8Array): Buffer {
  const body = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/.exec(
    Buffer.from(bytes).toString('latin1'),
  )?.[1];
  if (body === undefined) throw new Error('not a list');
  return Buffer.from(body, 'base64');
}

const isPlain = (scope: IssuingDistributionPoint): boolean =>
  !scope.indirectCRL && !scope.onlyContainsAttributeCerts && scope.onlySomeReasons === undefined;

/** A CA certificate without keyUsage may sign anything. */
function maySignLists(issuer: Certificate): boolean {
  const usage: unknown = issuer.extensions?.find(({ extnID }) => extnID === keyUsage)?.parsedValue;
  if (usage === undefined) return true;
  return usage instanceof BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & signsLists) === signsLists;
}
