import { createHash, randomBytes, type X509Certificate } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, CertID, Certificate, Extension, OCSPRequest, Request } from 'pkijs';
import { serialOf } from './certificate-name.ts';

/** id-pkix-ocsp-nonce. */
export const nonceExtension = '1.3.6.1.5.5.7.48.1.2';
const sha1 = '1.3.14.3.2.26';

/** The name OCSP has for a certificate. SHA-1 only names the issuer here; every responder knows it (RFC 9654, RFC 5019 §2.1.1). */
export type OcspName = { readonly issuerNameHash: Buffer; readonly issuerKeyHash: Buffer; readonly serial: string };

export type OcspQuestion = { readonly der: Uint8Array; readonly name: OcspName; readonly nonce: Buffer };

const hash = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();

export const keyHash = (certificate: Certificate): Buffer =>
  hash(certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView);

const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: new Uint8Array(bytes).buffer });

/** A question about one certificate, with 32 random bytes that the answer must repeat (RFC 9654 §2.1). */
export function askOcsp(certificate: X509Certificate, issuer: X509Certificate): OcspQuestion {
  const target = Certificate.fromBER(certificate.raw);
  const authority = Certificate.fromBER(issuer.raw);
  const name: OcspName = {
    issuerNameHash: hash(new Uint8Array(authority.subject.valueBeforeDecode)),
    issuerKeyHash: keyHash(authority),
    serial: serialOf(target.serialNumber),
  };
  const nonce = randomBytes(32);
  const question = new OCSPRequest();
  question.tbsRequest.requestList = [
    new Request({
      reqCert: new CertID({
        hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha1, algorithmParams: new Null() }),
        issuerNameHash: octets(name.issuerNameHash),
        issuerKeyHash: octets(name.issuerKeyHash),
        serialNumber: new Integer({ valueHex: target.serialNumber.valueBlock.valueHexView.slice().buffer }),
      }),
    }),
  ];
  question.tbsRequest.requestExtensions = [new Extension({ extnID: nonceExtension, extnValue: octets(nonce).toBER() })];
  return { der: new Uint8Array(question.toSchema(true).toBER()), name, nonce };
}

export const sameName = (id: CertID, name: OcspName): boolean =>
  id.hashAlgorithm.algorithmId === sha1 &&
  name.issuerNameHash.equals(id.issuerNameHash.valueBlock.valueHexView) &&
  name.issuerKeyHash.equals(id.issuerKeyHash.valueBlock.valueHexView) &&
  serialOf(id.serialNumber) === name.serial;
