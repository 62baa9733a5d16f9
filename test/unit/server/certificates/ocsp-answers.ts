import { randomBytes } from 'node:crypto';
import { Constructed, Enumerated, GeneralizedTime, Integer, OctetString, Primitive, type BaseBlock } from 'asn1js';
import {
  BasicOCSPResponse,
  Certificate,
  Extension,
  OCSPRequest,
  OCSPResponse,
  ResponseBytes,
  SingleResponse,
} from 'pkijs';
import { keyHash, nonceExtension } from '../../../../server/certificates/ocsp-question.ts';
import type { Party } from './pki.ts';

export type OcspWanted = {
  readonly signer: Party;
  /** Certificates sent along. */
  readonly certs?: readonly Party[];
  /** Who the answer says it is from; the signer unless told otherwise. */
  readonly named?: Party;
  readonly by?: 'name' | 'key';
  readonly status?: 'good' | 'revoked' | 'unknown';
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly nonce?: 'same' | 'other' | 'none';
  /** Another certificate than the one asked for. */
  readonly serial?: number;
  readonly responseStatus?: number;
};

const tagged = (tagNumber: number): BaseBlock => new Primitive({ idBlock: { tagClass: 3, tagNumber } });
const statuses: Record<'good' | 'revoked' | 'unknown', (at: Date) => BaseBlock> = {
  good: () => tagged(0),
  revoked: (at) =>
    new Constructed({
      idBlock: { tagClass: 3, tagNumber: 1 },
      value: [new GeneralizedTime({ valueDate: at })],
    }),
  unknown: () => tagged(2),
};

const pki = ({ certificate }: Party): Certificate => Certificate.fromBER(certificate.rawData);
const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: new Uint8Array(bytes).buffer });

/** An answer to `question` (DER to DER), right or wrong in any one point. */
export async function answerOcsp(question: Uint8Array, wanted: OcspWanted): Promise<Buffer> {
  const { signer, named = signer, by = 'key', status = 'good', nonce = 'same', thisUpdate, nextUpdate } = wanted;
  const { requestList, requestExtensions = [] } = OCSPRequest.fromBER(new Uint8Array(question)).tbsRequest;
  const basic = new BasicOCSPResponse();
  const data = basic.tbsResponseData;
  data.responderID = by === 'key' ? octets(keyHash(pki(named))) : pki(named).subject;
  data.producedAt = thisUpdate;
  data.responses = requestList.map(({ reqCert }) => {
    if (wanted.serial !== undefined) reqCert.serialNumber = new Integer({ value: wanted.serial });
    const single = new SingleResponse({ certID: reqCert, thisUpdate, ...(nextUpdate ? { nextUpdate } : {}) });
    single.certStatus = statuses[status](thisUpdate);
    return single;
  });
  const asked = requestExtensions.filter(({ extnID }) => extnID === nonceExtension);
  const other = new Extension({ extnID: nonceExtension, extnValue: octets(randomBytes(32)).toBER() });
  const extensions = { same: asked, other: [other], none: [] }[nonce];
  if (extensions.length > 0) data.responseExtensions = extensions;
  if (wanted.certs) basic.certs = wanted.certs.map(pki);
  await basic.sign(signer.keys.privateKey, 'SHA-256');
  const response = new OCSPResponse({
    responseStatus: new Enumerated({ value: wanted.responseStatus ?? 0 }),
    responseBytes: new ResponseBytes({
      responseType: '1.3.6.1.5.5.7.48.1.1',
      response: new OctetString({ valueHex: basic.toSchema().toBER() }),
    }),
  });
  return Buffer.from(response.toSchema().toBER());
}
