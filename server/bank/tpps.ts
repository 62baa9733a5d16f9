import { z } from 'zod';
import { serviceIdSchema, wordsSchema } from '../contract/catalogue.ts';
import { maximumLogo } from '../contract/snapshot.ts';
import type { Database } from '../storage/database.ts';
import type { TppRecord } from './records.ts';

const linkDays = [30, 90, 180, 365] as const;

const authenticationSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('private_key_jwt') }),
  z.strictObject({ method: z.literal('tls_client_auth'), subject: z.string().min(1).max(1024) }),
]);

export const tppRecordSchema = z.strictObject({
  clientId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  name: wordsSchema,
  company: z.string(),
  registration: z.string(),
  logo: z.string().max(maximumLogo).optional(),
  redirectUris: z.array(z.url()).min(1),
  services: z.array(serviceIdSchema).min(1),
  fixedServices: z.boolean(),
  linkDays: z.union(linkDays.map((days) => z.literal(days))),
  suspended: z.boolean(),
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  authentication: authenticationSchema.optional(),
  tokenBinding: z.enum(['dpop', 'mtls']).optional(),
  signedMessages: z.boolean().optional(),
});

export async function findTpp(database: Database, clientId: string): Promise<TppRecord | undefined> {
  const row = await database
    .selectFrom('tpps')
    .select(['record_json', 'suspended'])
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...tppRecordSchema.parse(JSON.parse(row.record_json)), suspended: row.suspended !== 0 };
}

/** 停止. A suspended TPP can neither ask nor use what it was given. */
export async function suspendTpp(database: Database, clientId: string, suspended: boolean): Promise<void> {
  await database
    .updateTable('tpps')
    .set({ suspended: suspended ? 1 : 0 })
    .where('client_id', '=', clientId)
    .execute();
}
