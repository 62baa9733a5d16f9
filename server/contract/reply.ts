import { z } from 'zod';
import { snapshotSchema } from './snapshot.ts';

/**
 * Answer to `GET {issuer}/interaction/{uid}`, to a command and to the certificate request.
 * `resume`: this part is complete; open `location` (same origin as the issuer) and follow its redirect, which leads to
 * the next interaction or, at the end, to the TPP.
 */
export const replySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('snapshot'), snapshot: snapshotSchema }),
  z.strictObject({ kind: z.literal('resume'), location: z.url() }),
]);
export type Reply = z.infer<typeof replySchema>;

/** Request header with the client's version; `/authorize` answers a browser, which lacks it, with the launch page. */
export const clientHeader = 'renkei-client';
