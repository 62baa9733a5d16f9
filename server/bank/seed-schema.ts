import { z } from 'zod';
import { certificateName } from '../certificates/certificate-name.ts';
import { accountTypes, serviceIdSchema, wordsSchema } from '../contract/catalogue.ts';
import type { BankSeed } from './records.ts';
import { tppRecordSchema } from './tpps.ts';

const id = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/);

const certificateSchema = z.union([
  z.strictObject({
    memberId: id,
    issuerHash: z.string().regex(/^[0-9a-f]{64}$/),
    serial: z.string().regex(/^[0-9A-F]+$/),
  }),
  z
    .strictObject({ memberId: id, pem: z.string().startsWith('-----BEGIN CERTIFICATE-----') })
    .transform(({ memberId, pem }) => ({ memberId, ...certificateName(pem) })),
]);

/**
 * A whole bank in one file: providers, members with their first passwords, certificates, accounts with the PINs on file. Secrets
 * are hashed when it is read in, so the file must be destroyed afterwards.
 */
export const bankSeedSchema = z.strictObject({
  tpps: z.array(tppRecordSchema).default([]),
  members: z
    .array(
      z.strictObject({
        id,
        contractId: id,
        company: z.string().min(1),
        name: z.string().min(1),
        role: z.enum(['admin', 'member']),
        loginPassword: z.string().min(6),
        accounts: z.array(id),
        services: z.array(serviceIdSchema),
      }),
    )
    .min(1),
  certificates: z.array(certificateSchema).default([]),
  accounts: z
    .array(
      z
        .strictObject({
          id,
          contractId: id,
          branch: wordsSchema,
          type: z.enum(accountTypes),
          number: z.string().regex(/^\d{7}$/),
          holder: z.string().min(1),
          balance: z.int(),
          closed: z.boolean().default(false),
          pin: z
            .string()
            .regex(/^\d{4,12}$/)
            .nullable(),
          pinRegisteredAt: z.iso.datetime().nullable().default(null),
          pinFailures: z.int().min(0).default(0),
        })
        .transform((account) => ({ ...account, last3: account.number.slice(-3) })),
    )
    .default([]),
  transactions: z
    .array(
      z.strictObject({
        id,
        accountId: id,
        date: z.iso.date(),
        amount: z.int(),
        balance: z.int(),
        description: z.string(),
        transferFrom: z.string().nullable().default(null),
      }),
    )
    .default([]),
}) satisfies z.ZodType<BankSeed>;
