import { z } from 'zod';
import { accessCodes } from '../refusal.ts';
import { reportSchema } from './submission.ts';

/** An RFC 9457 problem of the APIs for TPPs. `reference` is the number to name when the bank is asked about it. */
export const apiProblemSchema = z.strictObject({
  type: z.string().regex(/^urn:renkei:problem:/),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional(),
  code: z.enum(accessCodes),
  reference: z.string(),
  /** What is wrong with the data, row by row; with `submission.rows-refused`. */
  report: reportSchema.optional(),
});
export type ApiProblem = z.infer<typeof apiProblemSchema>;
