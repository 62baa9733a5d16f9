import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { sealAttester } from '../../server/consent/seal-attestation.ts';
import { createSealKeyPair, publicSealKey, type SealKeyPair } from '../../server/consent/seal.ts';
import type { AttestedSealKey } from '../../server/contract/snapshot.ts';
import type { ServerKeys } from '../../server/keys/server-keys.ts';

export type SigningServer = {
  readonly issuer: string;
  readonly publicJwk: JWK;
  readonly privateKey: CryptoKey;
  /** A flow's sealing key with this server's word for it. */
  readonly sealKey: (flow: string, about?: { now?: Date; endsAt?: Date }) => Promise<SealKeyPair & AttestedSealKey>;
};

/** The part of an authorization server that vouches for sealing keys, with a signing key of its own. */
export async function signingServer(issuer: string, kid = 'signer-1'): Promise<SigningServer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const marks = { kid, alg: 'ES256', use: 'sig' } as const;
  const keys: ServerKeys = {
    version: kid,
    signing: [{ ...(await exportJWK(privateKey)), ...marks }],
    cookies: [],
    dpopNonce: Buffer.alloc(32),
    ticketOf: (flow) => flow,
  };
  return {
    issuer,
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), ...marks },
    sealKey: async (flow, { now = new Date(), endsAt = new Date(now.getTime() + 900_000) } = {}) => {
      const pair = await createSealKeyPair(flow);
      const key = publicSealKey(pair);
      const attest = sealAttester({ issuer, keys, clock: { now: () => now } });
      return { ...pair, ...key, attestation: await attest(key, { id: flow, endsAt: endsAt.getTime() }) };
    },
  };
}

/** What a snapshot carries of it. */
export const published = ({ d: _d, ...key }: SealKeyPair & AttestedSealKey): AttestedSealKey => key;
