import { z } from 'zod';
import { accountSchema } from '../../../contract/catalogue.ts';
import { pageShape } from './page.ts';
import { submissionServiceSchema, submissionStates } from './submission.ts';

/** 取引状況照会: what was handed in for the account and how far it has come, newest first; never what is in it. */
export const activitySchema = z.strictObject({
  account: accountSchema.shape.id,
  ...pageShape,
  requests: z.array(
    z.strictObject({
      id: z.string(),
      service: submissionServiceSchema,
      status: z.enum(submissionStates),
      requestedOn: z.iso.date(),
      submittedAt: z.iso.datetime(),
      rows: z.int().min(1),
      total: z.int().min(1),
    }),
  ),
});
