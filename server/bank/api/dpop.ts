import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { AccessRefusal } from './refusal.ts';

export type ProofOf = {
  readonly method: string;
  /** Full URL without query. */
  readonly url: string;
  readonly accessToken: string;
  /** Thumbprint of the key that the access token is bound to. */
  readonly thumbprint: string;
};

/** Seconds by which a proof's time may differ from ours. */
export const proofWindow = 300;

const claimsSchema = z.looseObject({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.url(),
  iat: z.int(),
  ath: z.string(),
});

/** Checks a DPoP proof (RFC 9449 §4.3) and returns its `jti`, which the caller lets pass once only. */
export async function checkProof(proof: string, expected: ProofOf, clock: Clock): Promise<string> {
  const verified = await jwtVerify(proof, EmbeddedJWK, {
    algorithms: ['ES256', 'PS256'],
    typ: 'dpop+jwt',
    currentDate: clock.now(),
  }).catch(() => undefined);
  const claims = claimsSchema.safeParse(verified?.payload);
  const jwk = verified?.protectedHeader.jwk;
  if (!claims.success || jwk === undefined) throw new AccessRefusal('token.proof-invalid', 'signature or shape');
  const { jti, htm, htu, iat, ath } = claims.data;
  if (htm !== expected.method || withoutQuery(htu) !== expected.url)
    throw new AccessRefusal('token.proof-invalid', 'made for another request');
  if (Math.abs(clock.now().getTime() / 1000 - iat) > proofWindow)
    throw new AccessRefusal('token.proof-invalid', 'not recent');
  if (ath !== createHash('sha256').update(expected.accessToken).digest('base64url'))
    throw new AccessRefusal('token.proof-invalid', 'made for another access token');
  if ((await calculateJwkThumbprint(jwk)) !== expected.thumbprint)
    throw new AccessRefusal('token.proof-invalid', 'made by another key');
  return jti;
}

function withoutQuery(text: string): string {
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  return url.href;
}
