import type { ProofAlgorithm } from './token/token-port.ts';

/** What the server wants signed (its `certificate` step) and what this device knows of the request. */
export type ProofRequest = {
  readonly nonce: string;
  readonly audience: string;
  readonly flow: string;
  /** Base64url SHA-256 that names the authorization request. */
  readonly request: string;
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const bare = (pem: string): string => pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');

/** A proof is good for two minutes: long enough for a slow card, short enough to be worthless later. */
const lifeSeconds = 120;

/**
 * The signing input of the proof of possession: a JWS (RFC 7515) of type `cert-pop+jwt` whose header carries the
 * certificate chain (`x5c`, leaf first) and whose payload binds it to the server's one-time nonce, the flow and the request.
 */
export function proofInput(
  request: ProofRequest,
  algorithm: ProofAlgorithm,
  chain: readonly string[],
  now: Date,
): string {
  const issued = Math.floor(now.getTime() / 1000);
  const header = { typ: 'cert-pop+jwt', alg: algorithm, x5c: chain.map(bare) };
  const payload = {
    nonce: request.nonce,
    aud: request.audience,
    cid: request.flow,
    req: request.request,
    iat: issued,
    exp: issued + lifeSeconds,
  };
  return `${encode(header)}.${encode(payload)}`;
}

export const proofOf = (input: string, signature: Uint8Array): string =>
  `${input}.${Buffer.from(signature).toString('base64url')}`;
