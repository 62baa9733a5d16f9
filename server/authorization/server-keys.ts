import { createHmac, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'oidc-provider';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import { loadOrCreateKey } from '../storage/keys.ts';

export type ServerKeys = {
  readonly signing: JWK;
  readonly cookies: readonly string[];
  readonly ticketOf: (flowId: string) => string;
};

const signingSchema = z.looseObject({
  kty: z.literal('EC'),
  crv: z.string(),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});
const secretSchema = z.string().min(43);

const newSecret = () => Promise.resolve(randomBytes(32).toString('base64url'));

async function newSigningKey(): Promise<unknown> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), alg: 'ES256', use: 'sig' };
}

export async function loadServerKeys(database: Database, clock: Clock): Promise<ServerKeys> {
  const signing = signingSchema.parse(await loadOrCreateKey(database, clock, 'signing', newSigningKey));
  const cookies = secretSchema.parse(await loadOrCreateKey(database, clock, 'cookies', newSecret));
  const tickets = secretSchema.parse(await loadOrCreateKey(database, clock, 'tickets', newSecret));
  return {
    signing,
    cookies: [cookies],
    ticketOf: (flowId) => createHmac('sha256', tickets).update(flowId).digest('base64url'),
  };
}
