import type { X509Certificate } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { listSource } from './list-source.ts';
import { ocspSource } from './ocsp-source.ts';
import type { RevocationConfig } from './revocation-config.ts';

export type RevocationStatus = 'good' | 'revoked' | 'unknown';

/** Whether a certificate still stands, asked with the CA that issued it. */
export type RevocationCheck = {
  status(certificate: X509Certificate, issuer: X509Certificate): Promise<RevocationStatus>;
};

/** `silent`: nothing usable was said, whatever the cause; `unknown` is the source's own word. */
export type RevocationAnswer = RevocationStatus | 'silent';

export type RevocationSource = {
  readonly name: 'crl' | 'ocsp';
  readonly whenSilent: 'refuse' | 'accept';
  /** `null`: this source has nothing to do with that certificate. Never rejects for what the other side did. */
  answer(certificate: X509Certificate, issuer: X509Certificate): Promise<RevocationAnswer> | null;
};

export type RevocationDeps = { readonly clock: Clock; readonly log: Logger };

/** The check a bank has configured. */
export function createRevocationCheck(config: RevocationConfig, deps: RevocationDeps): RevocationCheck {
  return checkBySources(sourcesOf(config, deps), deps.log);
}

function sourcesOf(config: RevocationConfig, deps: RevocationDeps): readonly RevocationSource[] {
  switch (config.kind) {
    case 'none':
      return [];
    case 'crl':
      return [listSource(config.crl, deps)];
    case 'ocsp':
      return [ocspSource(config.ocsp, deps)];
    case 'both':
      return [listSource(config.crl, deps), ocspSource(config.ocsp, deps)];
    default:
      return config satisfies never;
  }
}

const severity: Readonly<Record<RevocationStatus, number>> = { good: 0, unknown: 1, revoked: 2 };

/** Asks every source; the worst answer counts. Silence is what the source's policy makes of it. */
export function checkBySources(sources: readonly RevocationSource[], log: Logger): RevocationCheck {
  return {
    async status(certificate, issuer) {
      const answers = await Promise.all(
        sources.map(async (source): Promise<RevocationStatus> => {
          const answer = (await source.answer(certificate, issuer)) ?? 'good';
          if (answer !== 'silent') return answer;
          log.warn({ source: source.name, policy: source.whenSilent }, 'a source of revocation was silent');
          return source.whenSilent === 'accept' ? 'good' : 'unknown';
        }),
      );
      return answers.reduce((worst, answer) => (severity[answer] > severity[worst] ? answer : worst), 'good');
    },
  };
}
