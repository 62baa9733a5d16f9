import { X509Certificate } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { certificateName, type CertificateName } from './certificate-name.ts';
import { findChain, validity } from './chain.ts';
import { isForClientLogin } from './purpose.ts';
import type { RevocationCheck } from './revocation.ts';

export type JudgeDeps = {
  readonly authorities: readonly X509Certificate[];
  readonly clock: Clock;
  readonly revocation: RevocationCheck;
  /** Whose certificate it is; `undefined` when it is nobody's. */
  readonly ownerOf: (name: CertificateName) => Promise<string | undefined>;
};

type CertificateCode = Extract<ProblemCode, `certificate.${string}`>;

export type Judgement =
  { readonly ok: true; readonly memberId: string } | { readonly ok: false; readonly code: CertificateCode };

const refuse = (code: CertificateCode): Judgement => ({ ok: false, code });

/**
 * Judges the certificate whose private key was just proven by TLS. First who issued it, because nothing else it says counts
 * before that; then its time, its usage, its revocation, and last whose it is.
 */
export async function judgeCertificate(
  certificate: X509Certificate | undefined,
  { authorities, clock, revocation, ownerOf }: JudgeDeps,
): Promise<Judgement> {
  if (certificate === undefined) return refuse('certificate.none');
  const chain = findChain(certificate, authorities);
  if (chain === undefined) return refuse('certificate.wrong-issuer');

  const now = clock.now();
  const own = validity(certificate, now);
  if (own !== 'valid') return refuse(`certificate.${own}`);
  // An issuer out of date is the bank's affair, not a date the customer could do anything about.
  if (chain.some((link) => validity(link, now) !== 'valid')) return refuse('certificate.wrong-issuer');
  if (!isForClientLogin(certificate)) return refuse('certificate.wrong-usage');

  for (const [index, link] of chain.entries()) {
    const issuer = chain[index + 1];
    if (issuer === undefined) break;
    const status = await revocation.status(link, issuer);
    if (status === 'revoked') return refuse('certificate.revoked');
    if (status === 'unknown') return refuse('certificate.status-unknown');
  }

  const memberId = await ownerOf(certificateName(certificate));
  return memberId === undefined ? refuse('certificate.not-this-user') : { ok: true, memberId };
}

export const readAuthorities = (pems: readonly string[]): readonly X509Certificate[] =>
  pems.flatMap((pem) => splitPem(pem).map((one) => new X509Certificate(one)));

/** One file may hold a root and its intermediates. */
const splitPem = (pem: string): string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
