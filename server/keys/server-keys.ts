import { createHash, createHmac } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import { isSigning, keyPurposes, type KeyPurpose } from './purposes.ts';
import type { RingKey } from './ring.ts';
import { activeAt, newestFirst } from './schedule.ts';

/** The keys as one moment sees them: which ones are used, and which ones are still or already accepted. */
export type ServerKeys = {
  /** The same for the same keys in the same roles. */
  readonly version: string;
  /** Private JWKs; of each algorithm the one that signs comes first. The public halves of all of them are published. */
  readonly signing: readonly JWK[];
  /** The first signs cookies, all of them verify. */
  readonly cookies: readonly string[];
  /** 32 bytes. */
  readonly dpopNonce: Buffer;
  /**
   * The ticket that ties a certificate to a flow that was opened then (milliseconds since 1970): HMAC-SHA256, base64url. It is
   * the same one as long as the flow lasts, whichever key comes meanwhile.
   */
  readonly ticketOf: (flowId: string, createdAt: number) => string;
};

const jwkSchema = z
  .looseObject({ kty: z.string(), kid: z.string(), alg: z.string(), use: z.literal('sig') })
  .transform((jwk): JWK => jwk);

/** The one in use first, then the others, newest first. */
function inOrder(keys: readonly RingKey[], now: number): readonly RingKey[] {
  const active = activeAt(keys, now);
  if (active === undefined) throw new Error('a key is missing: the ring was not filled');
  return [active, ...newestFirst(keys).filter((key) => key !== active)];
}

const bytes = (key: RingKey): Buffer => Buffer.from(key.material, 'base64url');

export function serverKeys(ring: readonly RingKey[], now: number): ServerKeys {
  const of = (purpose: KeyPurpose) =>
    inOrder(
      ring.filter((key) => key.purpose === purpose),
      now,
    );
  const tickets = of('tickets');
  const [nonce] = of('dpop-nonce');
  if (nonce === undefined) throw new Error('a key is missing: the ring was not filled');
  const order = keyPurposes.flatMap((purpose) => of(purpose).map(({ kid }) => kid));
  return {
    version: createHash('sha256').update(order.join(' ')).digest('base64url'),
    signing: keyPurposes
      .filter(isSigning)
      .flatMap((purpose) => of(purpose).map((key) => jwkSchema.parse(JSON.parse(key.material)))),
    cookies: of('cookies').map(({ material }) => material),
    dpopNonce: bytes(nonce),
    ticketOf: (flowId, createdAt) => {
      const key = activeAt(tickets, createdAt);
      if (key === undefined) throw new Error('a key is missing: the ring was not filled');
      return createHmac('sha256', bytes(key)).update(flowId).digest('base64url');
    },
  };
}
