import { z } from 'zod';
import { accountSchema } from '../../../contract/catalogue.ts';

export const accountsSchema = z.strictObject({ accounts: z.array(accountSchema) });

/** 残高照会. Whole yen. */
export const balanceSchema = z.strictObject({
  account: accountSchema.shape.id,
  balance: z.int(),
  currency: z.literal('JPY'),
  asOf: z.iso.datetime(),
});
