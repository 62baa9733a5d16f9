import { z } from 'zod';
import { accountSchema } from '../../../contract/catalogue.ts';

/** 更新系: what is handed in is data. It is approved, or not, on the bank's own screens; nothing here moves money. */
export const submissionServices = ['bulk-transfer', 'payroll', 'direct-debit', 'tax-payment'] as const;
export const submissionServiceSchema = z.enum(submissionServices);
export type SubmissionService = z.infer<typeof submissionServiceSchema>;

/** 承認待ち · 承認済 · 差戻し · 期限切れ (the day came before anybody approved). */
export const submissionStates = ['waiting-for-approval', 'approved', 'returned', 'lapsed'] as const;

export const findingCodes = [
  'missing',
  'unknown-field',
  'format',
  'characters',
  'too-long',
  'out-of-range',
  'duplicate',
  'mismatch',
  'not-a-business-day',
  'too-early',
  'too-late',
] as const;

/** `row` counts from 1; `null` where the whole of the data is meant. `field` is a path such as `payee.name`. */
export const findingSchema = z.strictObject({
  row: z.int().min(1).nullable(),
  field: z.string(),
  code: z.enum(findingCodes),
  message: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

/** 検証結果. With errors nothing is accepted; warnings are for whoever approves. */
export const reportSchema = z.strictObject({
  rows: z.int().min(0),
  /** Whole yen, over the rows that can be read. */
  total: z.int().min(0),
  errors: z.array(findingSchema),
  warnings: z.array(findingSchema),
  /** There are more findings than are listed. */
  truncated: z.boolean(),
});
export type Report = z.infer<typeof reportSchema>;

export const submissionSchema = z.strictObject({
  id: z.string(),
  account: accountSchema.shape.id,
  service: submissionServiceSchema,
  status: z.enum(submissionStates),
  /** The day it is to be carried out. */
  requestedOn: z.iso.date(),
  submittedAt: z.iso.datetime(),
  report: reportSchema,
});
export type Submission = z.infer<typeof submissionSchema>;
