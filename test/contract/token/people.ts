import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePki } from '../../../server/mock/pki.ts';
import { issueClientCertificate, type ClientCertificate } from '../../../server/mock/pki/client-certificate.ts';

export type People = {
  readonly issuingPem: string;
  readonly rsa: ClientCertificate;
  readonly ec: ClientCertificate;
  readonly expired: ClientCertificate;
  /** On a token of somebody else. */
  readonly second: ClientCertificate;
};

const day = 86_400_000;
const company = '有限会社みどり設計';

/** Certificates of a few customers, from a test authority of their own. */
export async function makePeople(): Promise<People> {
  const folder = await mkdtemp(join(tmpdir(), 'renkei-token-pki-'));
  const now = new Date();
  try {
    const pki = await ensurePki(folder, { now: () => now });
    return {
      issuingPem: pki.clientIssuing.pem,
      rsa: await issueClientCertificate(pki, { commonName: '設計 次郎', company, algorithm: 'RSA' }),
      ec: await issueClientCertificate(pki, { commonName: '設計 花子', company, algorithm: 'EC' }),
      expired: await issueClientCertificate(pki, {
        commonName: '設計 昔',
        company,
        notBefore: new Date(now.getTime() - 400 * day),
        notAfter: new Date(now.getTime() - 35 * day),
      }),
      second: await issueClientCertificate(pki, { commonName: '経理 三郎', company, algorithm: 'EC' }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
