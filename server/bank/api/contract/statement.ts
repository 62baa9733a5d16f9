import { z } from 'zod';
import { accountSchema } from '../../../contract/catalogue.ts';
import { pageShape } from './page.ts';

export const transactionSchema = z.strictObject({
  id: z.string(),
  date: z.iso.date(),
  /** Positive: money in. Negative: money out. Whole yen. */
  amount: z.int(),
  /** After this entry. */
  balance: z.int(),
  description: z.string(),
  /** 振込依頼人; `null` when it is no incoming transfer. */
  transferFrom: z.string().nullable(),
});

/** 入出金明細照会 and 振込入金明細照会: newest first. */
export const statementSchema = z.strictObject({
  account: accountSchema.shape.id,
  ...pageShape,
  transactions: z.array(transactionSchema),
});
