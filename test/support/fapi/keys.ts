import * as jose from 'jose';

export type Algorithm = 'ES256' | 'PS256' | 'EdDSA';

export type SigningKey = {
  readonly algorithm: Algorithm;
  readonly kid: string;
  readonly pair: { readonly privateKey: jose.CryptoKey; readonly publicKey: jose.CryptoKey };
  readonly publicJwk: jose.JWK;
  readonly thumbprint: string;
};

export async function signingKey(algorithm: Algorithm = 'ES256'): Promise<SigningKey> {
  const pair = await jose.generateKeyPair(algorithm, { extractable: true });
  const jwk = await jose.exportJWK(pair.publicKey);
  const thumbprint = await jose.calculateJwkThumbprint(jwk);
  return {
    algorithm,
    kid: thumbprint,
    pair,
    publicJwk: { ...jwk, kid: thumbprint, alg: algorithm, use: 'sig' },
    thumbprint,
  };
}

type Claims = Readonly<Record<string, unknown>>;

/** A signed JWT with any header and any claims; what is `undefined` is left out. */
export function sign(key: SigningKey, claims: Claims, header: Claims = {}): Promise<string> {
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return new jose.SignJWT(present)
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, ...header })
    .sign(key.pair.privateKey);
}

const part = (value: Claims): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT that nobody has signed (RFC 7519 §6). */
export const unsigned = (claims: Claims, header: Claims = {}): string =>
  `${part({ alg: 'none', ...header })}.${part(claims)}.`;

export const seconds = (): number => Math.floor(Date.now() / 1000);
