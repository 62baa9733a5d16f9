import { z } from 'zod';
import { accountSchema, serviceKinds, wordsSchema } from '../../server/contract/catalogue.ts';

/** An account as it may stay on a PC: 店名・種類・末尾3桁. */
const maskedAccount = accountSchema.pick({ branch: true, type: true, last3: true });

/** 同意の控え: what the customer decided, as this PC keeps it. */
export const receiptSchema = z.strictObject({
  /** As screen and paper name it; absent on those from before there were numbers. */
  number: z.string().max(40).optional(),
  bank: wordsSchema,
  tpp: z.strictObject({ name: wordsSchema, company: z.string(), registration: z.string() }),
  company: z.string(),
  services: z.array(
    z.strictObject({ kind: z.enum(serviceKinds), label: wordsSchema, accounts: z.array(maskedAccount) }),
  ),
  /** Last day of the link, RFC 3339 full-date, Japan time. */
  endsOn: z.iso.date(),
  /** On the server's clock, RFC 3339. */
  decidedAt: z.iso.datetime(),
  /** The version of the 意思確認 that was shown. */
  intentVersion: z.string(),
  outcome: z.literal('permitted'),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type NumberedReceipt = Receipt & { readonly number: string };

/** Newest first. `kept`: they will still be there after the app was closed. */
export type ReceiptsView = { readonly kept: boolean; readonly receipts: readonly Receipt[] };
