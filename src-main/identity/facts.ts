import { X509Certificate } from 'node:crypto';
import { nameAttribute, nameLine } from './describe-name.ts';
import { allowsDigitalSignature } from './key-usage.ts';

const clientAuth = '1.3.6.1.5.5.7.3.2';

export type KeyFacts =
  | { readonly kind: 'rsa'; readonly bits: number }
  | { readonly kind: 'ec'; readonly curve: string }
  | { readonly kind: 'other' };

/** What a certificate says of itself, as far as it decides where it can be used. */
export type CertificateFacts = {
  /** The issuer's CN, or its whole name when it has none. */
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly authority: boolean;
  readonly digitalSignature: boolean;
  readonly clientAuth: boolean;
  readonly key: KeyFacts;
};

/** `null`: no certificate at all. */
export function readCertificate(pem: string | Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    // Stores hold what others put there; the caller counts what cannot be read.
    return null;
  }
}

export const fingerprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

function keyFacts(certificate: X509Certificate): KeyFacts {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
    if (type === 'rsa') return { kind: 'rsa', bits: details?.modulusLength ?? 0 };
    if (type === 'ec') return { kind: 'ec', curve: details?.namedCurve ?? '' };
  } catch {
    // The TLS library of Electron throws on keys it does not know (Brainpool, RSASSA-PSS): it cannot sign with them, either.
  }
  return { kind: 'other' };
}

/** `keyUsage` is Node's word for the extended key usage; its type hides that it is missing in many a certificate. */
function isForClients(purposes: readonly string[] | undefined): boolean {
  return purposes?.includes(clientAuth) === true;
}

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    issuer: nameAttribute(certificate.issuer, 'CN') ?? nameLine(certificate.issuer),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    authority: certificate.ca,
    digitalSignature: allowsDigitalSignature(certificate.raw),
    clientAuth: isForClients(certificate.keyUsage),
    key: keyFacts(certificate),
  };
}
