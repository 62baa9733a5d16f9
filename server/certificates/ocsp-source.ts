import type { X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import { fetchDer, NotFetched } from './fetch-der.ts';
import { readOcspAnswer } from './ocsp-answer.ts';
import { askOcsp } from './ocsp-question.ts';
import { allowedAddresses, responderAddresses } from './pointers.ts';
import type { OcspSettings } from './revocation-config.ts';
import type { RevocationAnswer, RevocationDeps, RevocationSource } from './revocation.ts';

/** Asks the OCSP responder of a customer's certificate, anew each time. Not asked about CAs: their lists say it. */
export function ocspSource(settings: OcspSettings, { clock, log }: RevocationDeps): RevocationSource {
  const responders = (certificate: X509Certificate): readonly string[] =>
    settings.url === undefined
      ? allowedAddresses(responderAddresses(Certificate.fromBER(certificate.raw)), settings.hosts)
      : [settings.url];

  async function answer(certificate: X509Certificate, issuer: X509Certificate): Promise<RevocationAnswer> {
    const { maximumBytes, timeoutMs } = settings;
    for (const url of responders(certificate)) {
      const question = askOcsp(certificate, issuer);
      try {
        const post = { body: question.der, type: 'application/ocsp-request' };
        const der = await fetchDer({ url, accept: 'application/ocsp-response', maximumBytes, timeoutMs, post });
        const read = await readOcspAnswer(der, { question, issuer, now: clock.now(), settings });
        if (read.ok) return read.status;
        log.warn({ url, reason: read.reason }, 'an OCSP answer cannot be used');
      } catch (error) {
        if (!(error instanceof NotFetched)) throw error;
        log.warn({ url, reason: error.message }, 'an OCSP responder could not be asked');
      }
    }
    return 'silent';
  }

  return {
    name: 'ocsp',
    whenSilent: settings.whenSilent,
    answer: (certificate, issuer) => (certificate.ca ? null : answer(certificate, issuer)),
  };
}
