import { calculateJwkThumbprint, decodeProtectedHeader, errors, jwtVerify, type JWK } from 'jose';
import { z } from 'zod';
import { sealAttestationType, type AttestedSealKey, type SealKey } from '../../server/contract/snapshot.ts';

/** The keys the server publishes to verify its signatures with. */
export interface Signers {
  /** `null`: the server has no such key. @throws {NetworkError} when it could not be asked. */
  find(kid: string): Promise<JWK | null>;
}

export type Distrust = 'missing' | 'unknown-signer' | 'not-pinned' | 'not-signed-so' | 'another-key';

/** The key a secret should be sealed to is not the pinned issuer's key for this flow. Nothing may be sealed to it. */
export class KeyUntrusted extends Error {
  override readonly name = 'KeyUntrusted';
  readonly code = 'keypad.key-untrusted';
  readonly reason: Distrust;
  constructor(reason: Distrust, options?: ErrorOptions) {
    super(`the sealing key is not trusted: ${reason}`, options);
    this.reason = reason;
  }
}

export type Expected = {
  /** The bank profile's. */
  readonly issuer: string;
  readonly flow: string;
  /** On the server's clock, so that a PC whose clock is wrong does not lock its customer out. */
  readonly now: Date;
  readonly signers: Signers;
  /** RFC 7638 thumbprints (SHA-256, base64url) of the only keys that may sign; left out: any published one. */
  readonly pinned?: readonly string[] | undefined;
};

const algorithms = ['ES256', 'PS256', 'EdDSA'];
/** Seconds. The two moments compared are both the server's; a second is lost to rounding. */
const tolerance = 5;
const claimsSchema = z.object({ flow: z.string(), jkt: z.string() });

/** A sealing key that has been checked. `seal` takes no other, so that no path leads around the check. */
export class TrustedKey {
  readonly #jwk: SealKey;
  readonly flow: string;

  private constructor(jwk: SealKey, flow: string) {
    this.#jwk = jwk;
    this.flow = flow;
  }

  get jwk(): SealKey {
    return this.#jwk;
  }

  /**
   * Takes the server's key for a flow when a key that the issuer publishes has signed exactly this: issuer, flow, thumbprint, time.
   * @throws {KeyUntrusted} @throws {NetworkError} when the published keys could not be read.
   */
  static async check({ attestation, ...jwk }: AttestedSealKey, expected: Expected): Promise<TrustedKey> {
    if (attestation === undefined) throw new KeyUntrusted('missing');
    const signer = await signerOf(attestation, expected);
    const claims = await verify(attestation, signer, expected);
    if (claims.flow !== expected.flow || claims.jkt !== (await thumbprint(jwk))) throw new KeyUntrusted('another-key');
    return new TrustedKey(jwk, expected.flow);
  }
}

const thumbprint = ({ kty, crv, x, y }: SealKey): Promise<string> => calculateJwkThumbprint({ kty, crv, x, y });

async function signerOf(attestation: string, { signers, pinned }: Expected): Promise<JWK> {
  const kid = kidOf(attestation);
  const signer = kid === undefined ? null : await signers.find(kid);
  if (signer === null || signer.use === 'enc') throw new KeyUntrusted('unknown-signer');
  if (pinned !== undefined && !pinned.includes(await calculateJwkThumbprint(signer))) {
    throw new KeyUntrusted('not-pinned');
  }
  return signer;
}

function kidOf(attestation: string): string | undefined {
  try {
    return decodeProtectedHeader(attestation).kid;
  } catch (error) {
    throw new KeyUntrusted('not-signed-so', { cause: error });
  }
}

async function verify(
  attestation: string,
  signer: JWK,
  { issuer, now }: Expected,
): Promise<z.infer<typeof claimsSchema>> {
  try {
    const { payload } = await jwtVerify(attestation, signer, {
      algorithms: signer.alg === undefined ? algorithms : algorithms.filter((each) => each === signer.alg),
      typ: sealAttestationType,
      issuer,
      currentDate: now,
      clockTolerance: tolerance,
      // Also that it was not signed in the future.
      maxTokenAge: '1 day',
      requiredClaims: ['iat', 'exp'],
    });
    return claimsSchema.parse(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof z.ZodError || error instanceof TypeError) {
      throw new KeyUntrusted('not-signed-so', { cause: error });
    }
    throw error;
  }
}
