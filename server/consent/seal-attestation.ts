import { createPrivateKey } from 'node:crypto';
import { calculateJwkThumbprint, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { sealAttestationType, type SealKey } from '../contract/snapshot.ts';
import type { ServerKeys } from '../keys/server-keys.ts';

/**
 * Vouches for a flow's sealing key: a compact JWS (`typ: seal-key+jwt`) by the server's own key, with the claims `iss`, `flow`,
 * `jkt` (RFC 7638 thumbprint of the sealing key, SHA-256), `iat` and `exp` (the flow's end, milliseconds since 1970 as given).
 */
export type Attest = (key: SealKey, flow: { readonly id: string; readonly endsAt: number }) => Promise<string>;

type Parts = { readonly issuer: string; readonly keys: ServerKeys; readonly clock: Clock };

/** The standard algorithm: everybody can verify it. */
const algorithm = 'ES256';
const signingKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

export function sealAttester({ issuer, keys, clock }: Parts): Attest {
  const jwk = signingKeySchema.parse(keys.signing.find(({ alg }) => alg === algorithm));
  const header = { alg: algorithm, typ: sealAttestationType, kid: jwk.kid };
  const signing = createPrivateKey({ key: jwk, format: 'jwk' });
  return async (key, { id: flow, endsAt }) => {
    const { kty, crv, x, y } = key;
    return await new SignJWT({ flow, jkt: await calculateJwkThumbprint({ kty, crv, x, y }) })
      .setProtectedHeader(header)
      .setIssuer(issuer)
      .setIssuedAt(clock.now())
      .setExpirationTime(new Date(endsAt))
      .sign(signing);
  };
}
