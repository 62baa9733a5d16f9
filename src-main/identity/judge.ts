import type { TokenModule } from '../policy/profile.ts';
import { certificateFacts, readCertificate } from './facts.ts';
import { describeCertificate } from './identity.ts';
import { eligibility } from './eligibility.ts';
import type { Judge } from './offers.ts';
import { markReplaced } from './replaced.ts';

/**
 * What the list of offers asks of each certificate. `issuers`: CNs the bank accepts. Its reasons are for certificates on tokens,
 * whose key is there and which sign a proof; of those in the store the system has already made its choice.
 */
export function certificateJudge(issuers: readonly string[], modules: readonly TokenModule[], now: () => Date): Judge {
  return {
    moduleName: (id) => modules.find((module) => module.id === id)?.name ?? { ja: id, en: id },
    describe: (id, pem, token) => describeCertificate(id, pem, now(), token),
    reason: (pem) => {
      const certificate = readCertificate(pem);
      if (certificate === null) return 'cannot-sign';
      const facts = { ...certificateFacts(certificate), hasPrivateKey: true };
      const judged = eligibility(facts, { issuers, now: now(), tls13: false });
      return judged === 'eligible' ? null : judged;
    },
    markReplaced: (views, usable) => markReplaced(views, usable),
  };
}
