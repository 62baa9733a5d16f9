import type { X509Certificate } from 'node:crypto';
import { fromBER, OctetString, type BaseBlock } from 'asn1js';
import { BasicOCSPResponse, getCrypto, OCSPResponse, type SingleResponse } from 'pkijs';
import { nonceExtension, sameName, type OcspQuestion } from './ocsp-question.ts';
import { responderOf } from './ocsp-responder.ts';
import type { OcspSettings } from './revocation-config.ts';
import type { RevocationStatus } from './revocation.ts';

/** id-pkix-ocsp-basic. */
const basicResponse = '1.3.6.1.5.5.7.48.1.1';
const successful = 0;

export type ReadAnswer =
  { readonly ok: true; readonly status: RevocationStatus } | { readonly ok: false; readonly reason: string };

const useless = (reason: string): ReadAnswer => ({ ok: false, reason });

export type AnswerContext = {
  readonly question: OcspQuestion;
  readonly issuer: X509Certificate;
  readonly now: Date;
  readonly settings: Pick<OcspSettings, 'nonce' | 'maximumAgeMinutes' | 'clockSkewSeconds'>;
};

/** What an OCSP answer (RFC 6960 §4.2) says about the certificate that was asked for, if it may be believed. */
export async function readOcspAnswer(der: Uint8Array, context: AnswerContext): Promise<ReadAnswer> {
  const answer = parse(der);
  if (answer === undefined) return useless('not a successful basic answer');
  const { question, issuer, now, settings } = context;
  const responder = responderOf(answer, issuer, now);
  if (responder === undefined) return useless('not signed by a responder of this authority');
  const { tbsView, responses, responseExtensions } = answer.tbsResponseData;
  const signed = await getCrypto(true)
    .verifyWithPublicKey(
      new Uint8Array(tbsView),
      answer.signature,
      responder.subjectPublicKeyInfo,
      answer.signatureAlgorithm,
    )
    .catch(() => false);
  if (!signed) return useless('wrong signature');

  const nonce = responseExtensions?.find(({ extnID }) => extnID === nonceExtension);
  if (nonce === undefined && settings.nonce === 'required') return useless('no nonce');
  if (nonce !== undefined && !question.nonce.equals(nonceOf(nonce.extnValue))) return useless('another nonce');

  const single = responses.find(({ certID }) => sameName(certID, question.name));
  if (single === undefined) return useless('about another certificate');
  const skew = settings.clockSkewSeconds * 1000;
  const until = single.nextUpdate?.getTime() ?? single.thisUpdate.getTime() + settings.maximumAgeMinutes * 60_000;
  if (single.thisUpdate.getTime() > now.getTime() + skew) return useless('from the future');
  if (until < now.getTime() - skew) return useless('out of date');
  if (single.singleExtensions?.some(({ critical }) => critical)) return useless('unknown critical extension');
  return { ok: true, status: statusOf(single) };
}

function parse(der: Uint8Array): BasicOCSPResponse | undefined {
  try {
    const response = OCSPResponse.fromBER(new Uint8Array(der));
    if (response.responseStatus.valueBlock.valueDec !== successful) return undefined;
    if (response.responseBytes?.responseType !== basicResponse) return undefined;
    return BasicOCSPResponse.fromBER(response.responseBytes.response.valueBlock.valueHexView.slice());
  } catch {
    return undefined; // whatever it is, it is no answer
  }
}

/** The extension's value is an OCTET STRING; some responders leave the inner one out. */
function nonceOf(value: OctetString): Uint8Array {
  const bytes = value.valueBlock.valueHexView;
  const inner = fromBER(bytes.slice().buffer);
  return inner.offset !== -1 && inner.result instanceof OctetString ? inner.result.valueBlock.valueHexView : bytes;
}

/** good [0], revoked [1], unknown [2]: context-specific tags. */
function statusOf({ certStatus }: SingleResponse): RevocationStatus {
  const { tagNumber } = (certStatus as BaseBlock).idBlock;
  if (tagNumber === 0) return 'good';
  return tagNumber === 1 ? 'revoked' : 'unknown';
}
