import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';

/** What the server needs keys of its own for. Each rotates by itself. */
export const keyPurposes = ['sign-es256', 'sign-ps256', 'sign-eddsa', 'cookies', 'dpop-nonce', 'tickets'] as const;
export type KeyPurpose = (typeof keyPurposes)[number];

/** JWS algorithms (RFC 7518 §3.1, RFC 8037 §3.1) of the keys whose public halves are published, the standard one first. */
export const signingAlgorithms = {
  'sign-es256': 'ES256',
  'sign-ps256': 'PS256',
  'sign-eddsa': 'EdDSA',
} as const satisfies Partial<Record<KeyPurpose, string>>;
export type SigningPurpose = keyof typeof signingAlgorithms;

export const isSigning = (purpose: KeyPurpose): purpose is SigningPurpose => purpose in signingAlgorithms;

async function newSigningKey(purpose: SigningPurpose, kid: string): Promise<string> {
  const alg = signingAlgorithms[purpose];
  // FAPI 2.0 Security Profile 5.4.1-2: RSA keys have 2048 bits at least.
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid, alg, use: 'sig' });
}

/** New key material: a private JWK as JSON, or 32 random bytes in base64url. */
export function createMaterial(purpose: KeyPurpose, kid: string): Promise<string> {
  return isSigning(purpose) ? newSigningKey(purpose, kid) : Promise.resolve(randomBytes(32).toString('base64url'));
}
