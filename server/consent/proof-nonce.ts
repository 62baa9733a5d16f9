import { createHash } from 'node:crypto';
import type { Database } from '../storage/database.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow } from './flow-store.ts';

/**
 * The nonce of this flow's next proof of possession. Derived from the flow and the number of tries, so that nothing has to be
 * stored until it is used, any node can check it, and another flow's is never right.
 */
export const proofNonce = (
  ticketOf: FlowDeps['ticketOf'],
  { id, createdAt, proofAttempt }: Pick<Flow, 'id' | 'createdAt' | 'proofAttempt'>,
): string => ticketOf(`proof/${String(proofAttempt)}/${id}`, createdAt);

/** Uses the nonce up; `false` when somebody was faster. One statement, so it happens once however many try at once. */
export async function useProofNonce(database: Database, flow: Pick<Flow, 'id' | 'proofAttempt'>): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('flows')
    .set({ proof_attempt: flow.proofAttempt + 1 })
    .where('id', '=', flow.id)
    .where('proof_attempt', '=', flow.proofAttempt)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const requestUriPrefix = 'urn:ietf:params:oauth:request_uri:';

/**
 * `req` of a proof: SHA-256, base64url without padding, of the ASCII bytes of the whole `request_uri` (RFC 9126 §2.2) that the app
 * opened `/authorize` with: the prefix and the pushed request's id.
 */
export const requestHash = (parId: string): string =>
  createHash('sha256').update(`${requestUriPrefix}${parId}`, 'ascii').digest('base64url');
