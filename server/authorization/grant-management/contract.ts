import { z } from 'zod';
import { grantedDetailSchema } from '../details.ts';

/** What a grant allows now (Grant Management for OAuth 2.0 §6.4). */
export const grantSchema = z.strictObject({
  scopes: z.array(z.strictObject({ scope: z.string() })),
  claims: z.array(z.string()),
  authorization_details: z.array(grantedDetailSchema),
});
export type GrantView = z.infer<typeof grantSchema>;
