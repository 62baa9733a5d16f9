import type { X509Certificate } from 'node:crypto';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { findChain } from '../certificates/chain.ts';
import type { RevocationCheck, RevocationStatus } from '../certificates/revocation.ts';
import type { Clock } from '../clock.ts';
import { distrust, shownCertificate, thumbprintOf } from './mutual-tls.ts';

export type TppRevocationDeps = {
  /** The TPPs' authorities, roots and intermediates. */
  readonly authorities: readonly X509Certificate[];
  readonly check: RevocationCheck;
  readonly clock: Clock;
  readonly log: Logger;
};

/** A TPP calls often and over one connection: what was found holds for so long. */
const holdsFor = 60_000;
/** More TPPs than any bank has. */
const mostKept = 1_000;

type Found = { readonly until: number; readonly status: Promise<RevocationStatus> };

/**
 * Asks whether the certificate a TPP shows still stands. One that was revoked, or of which that cannot be found out, is treated as
 * one of no trusted authority: it authenticates nobody and opens no access token that is bound to it.
 */
export function distrustRevoked({ authorities, check, clock, log }: TppRevocationDeps): Middleware {
  const known = new Map<string, Found>();

  async function ask(certificate: X509Certificate): Promise<RevocationStatus> {
    const chain = findChain(certificate, authorities);
    if (chain === undefined) return 'unknown';
    for (const [index, link] of chain.entries()) {
      const issuer = chain[index + 1];
      const status = issuer === undefined ? 'good' : await check.status(link, issuer);
      if (status !== 'good') return status;
    }
    return 'good';
  }

  function statusOf(certificate: X509Certificate): Promise<RevocationStatus> {
    const now = clock.now().getTime();
    const thumbprint = thumbprintOf(certificate);
    const found = known.get(thumbprint);
    if (found !== undefined && now < found.until) return found.status;
    if (known.size >= mostKept) known.clear();
    const status = ask(certificate);
    known.set(thumbprint, { until: now + holdsFor, status });
    // What went wrong is no answer to be kept.
    status.catch(() => known.delete(thumbprint));
    return status;
  }

  return async (context, next) => {
    const shown = shownCertificate(context.req);
    if (shown?.trusted === true) {
      const status = await statusOf(shown.certificate);
      if (status !== 'good') {
        log.warn({ status, thumbprint: thumbprintOf(shown.certificate) }, 'a TPP’s certificate does not stand');
        distrust(context.req);
      }
    }
    await next();
  };
}
