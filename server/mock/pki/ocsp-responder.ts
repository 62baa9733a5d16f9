import { Constructed, Enumerated, GeneralizedTime, OctetString, Primitive, type BaseBlock } from 'asn1js';
import {
  BasicOCSPResponse,
  Certificate,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  SingleResponse,
  type CertID,
} from 'pkijs';
import { serialOf } from '../../certificates/certificate-name.ts';
import { keyHash, nonceExtension } from '../../certificates/ocsp-question.ts';
import type { TestPki } from '../pki.ts';
import { derFromPem, importAuthorityKey } from './keys.ts';
import { issueLeaf } from './leaf.ts';
import type { Revoked } from './revocation.ts';
import { daysAfter, distinguishedName } from './x509.ts';

/** Answers one OCSP request (DER to DER); throws when it is none. */
export type Responder = (
  request: Uint8Array,
  revoked: Revoked,
  now: Date,
  /** Serial numbers it knows nothing of. */
  notKnown?: ReadonlySet<string>,
) => Promise<Uint8Array>;

const contextSpecific = 3;
const minutes = (from: Date, count: number): Date => new Date(from.getTime() + count * 60_000);

/** A responder with a certificate of its own, made anew in each run. It repeats the nonce and knows the issuing CA only. */
export async function createResponder(pki: TestPki): Promise<Responder> {
  const now = pki.clock.now();
  const leaf = await issueLeaf({
    subject: distinguishedName([['CN', '連携テスト OCSPレスポンダー']]),
    issuer: pki.clientIssuing,
    notBefore: daysAfter(now, -1),
    notAfter: daysAfter(now, 730),
    usage: 'ocsp',
  });
  const certificate = Certificate.fromBER(derFromPem(leaf.certPem));
  const key = await importAuthorityKey(leaf.keyPem);
  const issuer = keyHash(Certificate.fromBER(derFromPem(pki.clientIssuing.pem)));

  return async (der, revoked, at, notKnown) => {
    const { requestList, requestExtensions } = OCSPRequest.fromBER(new Uint8Array(der)).tbsRequest;
    const basic = new BasicOCSPResponse();
    basic.certs = [certificate];
    basic.tbsResponseData.responderID = new OctetString({ valueHex: new Uint8Array(keyHash(certificate)).buffer });
    basic.tbsResponseData.producedAt = at;
    basic.tbsResponseData.responses = requestList.map(({ reqCert }) => {
      const ours =
        issuer.equals(reqCert.issuerKeyHash.valueBlock.valueHexView) &&
        notKnown?.has(serialOf(reqCert.serialNumber)) !== true;
      const single = new SingleResponse({ certID: reqCert, thisUpdate: at, nextUpdate: minutes(at, 5) });
      single.certStatus = ours ? statusOf(reqCert, revoked) : unknown();
      return single;
    });
    const nonce = requestExtensions?.find(({ extnID }) => extnID === nonceExtension);
    if (nonce !== undefined) basic.tbsResponseData.responseExtensions = [nonce];
    await basic.sign(key, 'SHA-256');
    const response = new OCSPResponse({
      responseStatus: new Enumerated({ value: 0 }),
      responseBytes: new ResponseBytes({
        responseType: '1.3.6.1.5.5.7.48.1.1',
        response: new OctetString({ valueHex: basic.toSchema().toBER() }),
      }),
    });
    return new Uint8Array(response.toSchema().toBER());
  };
}

function statusOf(id: CertID, revoked: Revoked): BaseBlock {
  const at = revoked[serialOf(id.serialNumber)];
  if (at === undefined) return new Primitive({ idBlock: { tagClass: contextSpecific, tagNumber: 0 } });
  return new Constructed({
    idBlock: { tagClass: contextSpecific, tagNumber: 1 },
    value: [new GeneralizedTime({ valueDate: new Date(at) })],
  });
}

const unknown = (): BaseBlock => new Primitive({ idBlock: { tagClass: contextSpecific, tagNumber: 2 } });
