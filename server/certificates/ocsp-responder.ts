import { X509Certificate } from 'node:crypto';
import { BitString, OctetString } from 'asn1js';
import { Certificate, ExtKeyUsage, RelativeDistinguishedNames, type BasicOCSPResponse } from 'pkijs';
import { validity } from './chain.ts';
import { keyHash } from './ocsp-question.ts';

const extendedKeyUsage = '2.5.29.37';
const keyUsage = '2.5.29.15';
const ocspSigning = '1.3.6.1.5.5.7.3.9';
const noCheck = '1.3.6.1.5.5.7.48.1.5';
const digitalSignature = 0x80;

/**
 * Who signed an answer: the CA itself, or somebody whose certificate that very CA signed for the purpose (RFC 6960 §4.2.2.2):
 * in date, extendedKeyUsage OCSPSigning, and id-pkix-ocsp-nocheck, since nobody could be asked whether the responder itself still
 * stands. `undefined`: nobody who may.
 */
export function responderOf(answer: BasicOCSPResponse, issuer: X509Certificate, now: Date): Certificate | undefined {
  const authority = Certificate.fromBER(issuer.raw);
  if (isNamed(answer, authority)) return authority;
  return answer.certs?.find((candidate) => isNamed(answer, candidate) && isDelegate(candidate, issuer, now));
}

function isNamed({ tbsResponseData: { responderID } }: BasicOCSPResponse, certificate: Certificate): boolean {
  const named: unknown = responderID;
  if (named instanceof RelativeDistinguishedNames) return named.isEqual(certificate.subject);
  return named instanceof OctetString && keyHash(certificate).equals(named.valueBlock.valueHexView);
}

function isDelegate(candidate: Certificate, issuer: X509Certificate, now: Date): boolean {
  const parsed = parse(candidate);
  if (parsed === undefined) return false;
  if (!parsed.checkIssued(issuer) || !parsed.verify(issuer.publicKey) || validity(parsed, now) !== 'valid')
    return false;
  const extension = (id: string): unknown => candidate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue;
  const purposes = extension(extendedKeyUsage);
  const usage = extension(keyUsage);
  const signs =
    usage === undefined ||
    (usage instanceof BitString && ((usage.valueBlock.valueHexView[0] ?? 0) & digitalSignature) !== 0);
  const unchecked = candidate.extensions?.some(({ extnID }) => extnID === noCheck) === true;
  return signs && unchecked && purposes instanceof ExtKeyUsage && purposes.keyPurposes.includes(ocspSigning);
}

/** The bytes as they were sent; `undefined` when only one of the two libraries can read them. */
function parse(candidate: Certificate): X509Certificate | undefined {
  try {
    return new X509Certificate(new Uint8Array(candidate.toSchema().toBER()));
  } catch {
    return undefined;
  }
}
