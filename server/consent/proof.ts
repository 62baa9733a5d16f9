import { timingSafeEqual, X509Certificate } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, errors } from 'jose';
import { z } from 'zod';
import { keyFits, proofAlgorithms } from './proof-key.ts';

/** Certificates of a chain, leaf first; each base64 (not base64url) of DER, RFC 7515 §4.1.6. */
const x5cSchema = z
  .array(
    z
      .string()
      .max(8192)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  )
  .min(1)
  .max(5);

/** Strict: no `jwk`, `jku`, `x5u`, `crit` or `kid` could ever point at another key than the certificate's. */
const headerSchema = z.strictObject({
  typ: z.literal('cert-pop+jwt'),
  alg: z.enum(proofAlgorithms),
  x5c: x5cSchema,
});

const claimsSchema = z.strictObject({
  nonce: z.string().max(128),
  aud: z.string().max(500),
  iat: z.int().min(0),
  exp: z.int().min(0),
  cid: z.string().max(64),
  req: z.string().max(64),
});

/** The longest life of a proof (RFC 7519 `exp` − `iat`), and how far ahead the app's clock may be; seconds. */
export const proofLife = 120;
const skew = 5;

export type ProofExpected = {
  readonly nonce: string;
  /** `aud`: the issuer. */
  readonly audience: string;
  /** `cid`: id of the flow. */
  readonly flow: string;
  /** `req`: see `requestHash`. */
  readonly request: string;
  readonly now: Date;
};

export type ReadProof =
  | { readonly ok: true; readonly certificate: X509Certificate }
  | { readonly ok: false; readonly code: 'request.invalid' | 'flow.conflict'; readonly reason: string };

const invalid = (reason: string): ReadProof => ({ ok: false, code: 'request.invalid', reason });

/**
 * Reads a proof of possession (server/consent/README.md): a compact JWS (RFC 7515) made with the private key of the certificate that its header
 * carries, over exactly this flow, this request and this nonce. Says who holds the key of which certificate, and nothing about what
 * the certificate is worth. A nonce that is not the current one is `flow.conflict`: with a fresh one it can be tried again.
 */
export async function readProof(compact: string, expected: ProofExpected): Promise<ReadProof> {
  const header = headerSchema.safeParse(headerOf(compact));
  if (!header.success) return invalid('the header of the proof does not have the agreed shape');
  const { alg, x5c } = header.data;
  const chain = certificatesOf(x5c);
  const leaf = chain?.[0];
  if (chain === undefined || leaf === undefined) return invalid('x5c is not a chain of certificates');
  if (!keyFits(leaf.publicKey, alg)) return invalid('the algorithm is not the key’s');
  const payload = await verified(compact, leaf, alg);
  if (payload === undefined) return invalid('the signature is not the certificate’s');

  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return invalid('the claims of the proof do not have the agreed shape');
  const { nonce, aud, iat, exp, cid, req } = claims.data;
  const now = expected.now.getTime() / 1000;
  if (aud !== expected.audience) return invalid('the proof is for another server');
  if (cid !== expected.flow) return invalid('the proof is for another flow');
  if (req !== expected.request) return invalid('the proof is for another request');
  if (exp <= iat || exp - iat > proofLife) return invalid('the proof is good for no time, or for too long');
  if (iat > now + skew) return invalid('the proof is from the future');
  if (exp <= now) return invalid('the proof has expired');
  if (!equal(nonce, expected.nonce)) return { ok: false, code: 'flow.conflict', reason: 'not the nonce of this try' };
  return { ok: true, certificate: leaf };
}

/** What was sent along is not trusted; but a chain that is none is not what an honest token gives. */
function certificatesOf(x5c: readonly string[]): readonly X509Certificate[] | undefined {
  try {
    const chain = x5c.map((entry) => new X509Certificate(Buffer.from(entry, 'base64')));
    const follows = chain.every((one, index) => {
      const issuer = chain[index + 1];
      return one.publicKey.type === 'public' && (issuer === undefined || one.checkIssued(issuer));
    });
    return follows ? chain : undefined;
  } catch {
    return undefined; // not certificates
  }
}

async function verified(compact: string, { publicKey }: X509Certificate, alg: string): Promise<unknown> {
  try {
    const { payload } = await compactVerify(compact, publicKey, { algorithms: [alg] });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (error) {
    // Wrong signature, no JSON, or a key that the library will not take: not a proof either way.
    if (error instanceof errors.JOSEError || error instanceof SyntaxError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

function headerOf(compact: string): unknown {
  try {
    return decodeProtectedHeader(compact);
  } catch {
    return undefined; // the schema refuses it
  }
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
