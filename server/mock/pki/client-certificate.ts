import type { TestPki } from '../pki.ts';
import { issueLeaf, type Leaf, type Pointers, type Usage } from './leaf.ts';
import type { KeyAlgorithm } from './keys.ts';
import { daysAfter, distinguishedName } from './x509.ts';

export type ClientCertificateRequest = {
  readonly commonName: string;
  readonly company: string;
  readonly unit?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly eku?: Usage;
  readonly issuer?: 'issuing' | 'other';
  readonly algorithm?: KeyAlgorithm;
  readonly serial?: string;
  readonly pointers?: Pointers;
};

export type ClientCertificate = Leaf & {
  /** The certificates above the leaf that a client sends along; empty when a root signed it. */
  readonly chainPem: string;
};

/** Valid for one year unless told otherwise, as customers' certificates are. */
export async function issueClientCertificate(
  pki: TestPki,
  request: ClientCertificateRequest,
): Promise<ClientCertificate> {
  const now = pki.clock.now();
  const other = request.issuer === 'other';
  const leaf = await issueLeaf({
    subject: distinguishedName([
      ['C', 'JP'],
      ['O', request.company],
      ...(request.unit === undefined ? [] : ([['OU', request.unit]] as const)),
      ['CN', request.commonName],
    ]),
    issuer: other ? pki.other : pki.clientIssuing,
    notBefore: request.notBefore ?? daysAfter(now, -1),
    notAfter: request.notAfter ?? daysAfter(now, 365),
    usage: request.eku ?? 'client',
    ...(request.algorithm === undefined ? {} : { algorithm: request.algorithm }),
    ...(request.pointers === undefined ? {} : { pointers: request.pointers }),
    ...(request.serial === undefined ? {} : { serial: request.serial }),
  });
  return { ...leaf, chainPem: other ? '' : pki.clientIssuing.pem };
}
