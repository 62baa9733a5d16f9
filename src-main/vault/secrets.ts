import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { SecretName } from './keyring-port.ts';

/** How one kind of secret is made and read. `read`: `null` for bytes that cannot be one. */
export type SecretKind<T> = {
  readonly name: SecretName;
  readonly make: () => Uint8Array;
  readonly read: (bytes: Uint8Array) => T | null;
};

/** The 256-bit key under which receipts lie on this PC. */
export const receiptKey: SecretKind<Uint8Array> = {
  name: 'receipt-key',
  make: () => new Uint8Array(randomBytes(32)),
  read: (bytes) => (bytes.length === 32 ? bytes : null),
};

export type DeviceKey = {
  readonly privateKey: KeyObject;
  /** RFC 7638, SHA-256, base64url: what a bank can tell this PC's installation by. */
  readonly thumbprint: string;
};

function readDeviceKey(bytes: Uint8Array): DeviceKey | null {
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
    const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
    if (kty !== 'EC' || crv !== 'P-256') return null;
    // The members in the order RFC 7638 §3.2 fixes.
    const canonical = JSON.stringify({ crv, kty, x, y });
    return { privateKey, thumbprint: createHash('sha256').update(canonical).digest('base64url') };
  } catch {
    return null; // whoever asked keeps the bytes beside and says so
  }
}

/** This device's own key (P-256, PKCS #8). Nothing is signed with it on the wire yet. */
export const deviceKey: SecretKind<DeviceKey> = {
  name: 'device-key',
  make: () =>
    generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { format: 'der', type: 'pkcs8' },
      publicKeyEncoding: { format: 'der', type: 'spki' },
    }).privateKey,
  read: readDeviceKey,
};
