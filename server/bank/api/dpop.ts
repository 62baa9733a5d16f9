import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import { signatureAlgorithms } from '../../authorization/algorithms.ts';
import { comesFromTheFuture } from '../../authorization/jwt-rules.ts';
import { signedTime } from '../../clock.ts';
import { AccessRefusal } from './refusal.ts';

export type ProofOf = {
  readonly method: string;
  /** Full URL without query. */
  readonly url: string;
  readonly accessToken: string;
  /** Thumbprint of the key that the access token is bound to. */
  readonly thumbprint: string;
};

/** Seconds by which a proof may be old. */
export const proofWindow = 300;

const claimsSchema = z.looseObject({
  jti: z.string().min(1).max(256),
  htm: z.string(),
  htu: z.url(),
  iat: z.int(),
  ath: z.string(),
});

const refuse = (detail: string): never => {
  throw new AccessRefusal('token.proof-invalid', detail);
};

/** Checks a DPoP proof (RFC 9449 §4.3) and returns its `jti`, which the caller lets pass once only. */
export async function checkProof(proof: string, expected: ProofOf): Promise<string> {
  const now = signedTime.now();
  const verified = await jwtVerify(proof, EmbeddedJWK, {
    algorithms: [...signatureAlgorithms],
    typ: 'dpop+jwt',
    currentDate: now,
    clockTolerance: 60,
  }).catch(() => undefined);
  const claims = claimsSchema.safeParse(verified?.payload);
  const jwk = verified?.protectedHeader.jwk;
  if (!claims.success || jwk === undefined) return refuse('signature, algorithm or shape');
  const { jti, htm, htu, iat, ath } = claims.data;
  if (htm !== expected.method || withoutQuery(htu) !== expected.url) refuse('made for another request');
  if (comesFromTheFuture(claims.data, now)) refuse('iat or nbf is too far in the future');
  if (iat < now.getTime() / 1000 - proofWindow) refuse('not recent');
  if (ath !== createHash('sha256').update(expected.accessToken).digest('base64url'))
    refuse('made for another access token');
  if ((await calculateJwkThumbprint(jwk)) !== expected.thumbprint) refuse('made by another key');
  return jti;
}

function withoutQuery(text: string): string {
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  return url.href;
}
