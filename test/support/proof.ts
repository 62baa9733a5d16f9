import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { certificateName } from '../../server/certificates/certificate-name.ts';
import { problemSchema, type Problem } from '../../server/contract/problem.ts';
import type { ClientCertificate } from '../../server/mock/pki/client-certificate.ts';
import { issueClientCertificate, type ClientCertificateRequest } from '../../server/mock/pki/client-certificate.ts';
import type { World } from '../../server/mock/world.ts';
import type { Answer } from './app-client.ts';
import type { Journey } from './walk.ts';

/** A certificate with its key, as a token holds them. */
export type Holder = Pick<ClientCertificate, 'certPem' | 'chainPem' | 'keyPem'>;

export type ProofAlgorithm = 'ES256' | 'PS256' | 'RS256';

export const derOf = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '');

/** A new certificate of the test CA, registered for a member unless `memberId` is `null`. */
export async function newHolder(
  world: World,
  memberId: string | null,
  request: Partial<ClientCertificateRequest> = {},
): Promise<Holder> {
  const issued = await issueClientCertificate(world.pki, {
    commonName: '経理 太郎',
    company: '株式会社さくら商事',
    pointers: world.revocation.pointers,
    ...request,
  });
  if (memberId !== null) await register(world, memberId, issued);
  return issued;
}

/** The bank registers a further certificate for a member. */
async function register(world: World, memberId: string, { certPem }: Pick<Holder, 'certPem'>): Promise<void> {
  const { issuerHash, serial } = certificateName(certPem);
  await world.database
    .insertInto('certificates')
    .values({ issuer_hash: issuerHash, serial, member_id: memberId })
    .execute();
}

export const x5cOf = ({ certPem, chainPem }: Holder): string[] =>
  `${certPem}${chainPem}`
    .split(/(?<=-----END CERTIFICATE-----)/)
    .map(derOf)
    .filter((text) => text !== '');

/** `req`: SHA-256 of the whole `request_uri`, base64url. */
export const requestHashOf = ({ started }: Journey): string =>
  createHash('sha256')
    .update(started.url.searchParams.get('request_uri') ?? '')
    .digest('base64url');

const seconds = (text: string): number => Math.floor(Date.parse(text) / 1000);

/** The claims an honest app would send now. */
export function claimsFor(journey: Journey): Record<string, unknown> {
  const { snapshot } = journey.app;
  const { proof } = journey.app.step('certificate');
  const iat = seconds(snapshot.serverTime);
  const { nonce, audience } = proof ?? {};
  return { nonce, aud: audience, iat, exp: iat + 60, cid: snapshot.flow, req: requestHashOf(journey) };
}

export type Changes = {
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly alg?: ProofAlgorithm;
};

/** A proof of possession for the flow at hand, right but for the changes; signed with the holder's key. */
export async function makeProof(journey: Journey, holder: Holder, changes: Changes = {}): Promise<string> {
  const { alg = 'ES256' } = changes;
  const payload = new TextEncoder().encode(JSON.stringify({ ...claimsFor(journey), ...changes.claims }));
  return new jose.CompactSign(payload)
    .setProtectedHeader({ alg, typ: 'cert-pop+jwt', x5c: x5cOf(holder), ...changes.header })
    .sign(await jose.importPKCS8(holder.keyPem, alg));
}

export const sendProof = ({ app }: Journey, proof: string): Promise<Answer> =>
  app.send(`/interaction/${app.uid}/certificate-proof`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ proof }),
  });

export const problemOf = ({ text }: Answer): Problem => problemSchema.parse(JSON.parse(text));
