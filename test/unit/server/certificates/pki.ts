import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(crypto);
export { x509 };

export const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export const year = (value: number): Date => new Date(Date.UTC(value, 0, 1));

export type Party = { readonly certificate: x509.X509Certificate; readonly keys: CryptoKeyPair };
export type Wanted = {
  readonly subject: string;
  readonly issuer?: Party;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly from?: number;
  readonly to?: number;
  readonly serial?: string;
  readonly usage?: x509.KeyUsageFlags;
  readonly purpose?: string | null;
  readonly more?: readonly x509.Extension[];
};

const clientAuth: string = x509.ExtendedKeyUsage.clientAuth;

/** A certificate of a small world of CAs; without an issuer it signs itself. */
export async function issue(wanted: Wanted): Promise<Party> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { subject, issuer, ca = false, from = 2026, to = 2027, serial = '01' } = wanted;
  const purpose = wanted.purpose === undefined ? clientAuth : wanted.purpose;
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  const extensions: x509.Extension[] = ca
    ? [
        new x509.BasicConstraintsExtension(true, wanted.pathLength, true),
        wanted.usage === undefined
          ? new x509.KeyUsagesExtension(keyCertSign | cRLSign, true)
          : new x509.KeyUsagesExtension(wanted.usage, true),
      ]
    : [
        new x509.KeyUsagesExtension(wanted.usage ?? digitalSignature, true),
        ...(purpose === null ? [] : [new x509.ExtendedKeyUsageExtension([purpose])]),
      ];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: year(from),
    notAfter: year(to),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    extensions: [...extensions, ...(wanted.more ?? [])],
  });
  return { certificate, keys };
}

export const pem = ({ certificate }: Party): string => certificate.toString('pem');
export const read = (party: Party): X509Certificate => new X509Certificate(pem(party));

export type ListWanted = {
  readonly authority: Party;
  /** Who signs; the authority unless told otherwise. */
  readonly signer?: Party;
  readonly serials?: readonly string[];
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly extensions?: readonly x509.Extension[];
};

/** A revocation list, DER. */
export async function signList(wanted: ListWanted): Promise<Buffer> {
  const { authority, signer = authority, serials = [], thisUpdate, nextUpdate, extensions } = wanted;
  const list = await x509.X509CrlGenerator.create({
    issuer: authority.certificate.subject,
    thisUpdate,
    ...(nextUpdate === undefined ? {} : { nextUpdate }),
    signingAlgorithm: algorithm,
    signingKey: signer.keys.privateKey,
    // Without a reason the generator writes an empty list of extensions, which is not DER.
    entries: serials.map((serialNumber) => ({
      serialNumber,
      revocationDate: thisUpdate,
      reason: x509.X509CrlReason.keyCompromise,
    })),
    ...(extensions === undefined ? {} : { extensions: [...extensions] }),
  });
  return Buffer.from(list.rawData);
}

export const listPem = (der: Buffer): string =>
  `-----BEGIN X509 CRL-----\n${der.toString('base64')}\n-----END X509 CRL-----\n`;
