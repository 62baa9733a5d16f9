import type { CryptoKey } from 'jose';

export type KeyAlgorithm = 'EC' | 'RSA';
export type KeyPair = { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };
export type { CryptoKey };

const parameters = {
  EC: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RSA: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  },
} as const;

/** The parameters the authorities sign with: every authority of the test world is P-256. */
export const authorityAlgorithm = parameters.EC;

export async function generateKeys(algorithm: KeyAlgorithm): Promise<KeyPair> {
  return crypto.subtle.generateKey(parameters[algorithm], true, ['sign', 'verify']);
}

export async function privateKeyPem(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`;
}

export function derFromPem(pem: string): Uint8Array<ArrayBuffer> {
  const base64 = pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
  if (!pem.includes('-----BEGIN ') || base64 === '') throw new Error('not a PEM file');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** Reads back an authority's private key; throws when it is not a P-256 key. */
export async function importAuthorityKey(pem: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', derFromPem(pem), authorityAlgorithm, true, ['sign']);
}
