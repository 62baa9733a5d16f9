import { z } from 'zod';
import type { SubmissionService } from './submission.ts';
import {
  bulkTransferRowSchema,
  directDebitRowSchema,
  halfWidthText,
  payrollRowSchema,
  taxPaymentRowSchema,
} from './zengin.ts';

/** † Banks take from a few hundred to 10,000 rows at once. */
export const mostRows = 1000;

export const rowSchemas = {
  'bulk-transfer': bulkTransferRowSchema,
  payroll: payrollRowSchema,
  'direct-debit': directDebitRowSchema,
  'tax-payment': taxPaymentRowSchema,
} as const satisfies Record<SubmissionService, z.ZodType>;

const headers = {
  /** 振込依頼人名, 委託者名. Left out: the account's holder. */
  sender: halfWidthText(40).optional(),
  /** 取組日, 引落日 or 払込日 (Japan). */
  requestedOn: z.iso.date(),
  /** トレーラー: what the sender counted. It must agree with the rows. */
  control: z.strictObject({ rows: z.int().min(1).max(mostRows), total: z.int().min(1).max(999_999_999_999) }),
};

const kinds = { payroll: { kind: z.enum(['salary', 'bonus']) } } as const;
const kindOf = (service: SubmissionService) => (service === 'payroll' ? kinds.payroll : {});

/** The whole of what is handed in, as it is documented. */
export const paymentDataSchema = (service: SubmissionService) =>
  z.strictObject({ ...kindOf(service), ...headers, rows: z.array(rowSchemas[service]).min(1).max(mostRows) });

/** Everything but the rows, which are judged one by one so that each mistake is reported where it is. */
export const envelopeSchema = (service: SubmissionService) =>
  z.strictObject({ ...kindOf(service), ...headers, rows: z.array(z.unknown()).min(1).max(mostRows) });
export type Envelope = z.infer<ReturnType<typeof envelopeSchema>>;
