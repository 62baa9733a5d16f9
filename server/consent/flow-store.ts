import { createHash, randomBytes } from 'node:crypto';
import { sql, type Insertable, type Selectable } from 'kysely';
import { z } from 'zod';
import { accountTypeSchema, serviceIdSchema } from '../contract/catalogue.ts';
import { deleteInBatches } from '../storage/batches.ts';
import type { Database } from '../storage/database.ts';
import type { FlowTable } from '../storage/tables.ts';
import { keptSealSchema, type KeptSeal } from './kept-seal.ts';
import { flowStateSchema, isOver, type FlowState } from './state.ts';

/** What the TPP asked for, as far as the flow needs it. */
export const flowRequestSchema = z.strictObject({
  redirectUri: z.url(),
  services: z.array(serviceIdSchema).readonly(),
  /** Kinds of account the TPP has a use for. Left out: all of them. */
  accountTypes: z.array(accountTypeSchema).readonly().optional(),
  /** OpenID scopes that were asked for. */
  scope: z.string(),
});
export type FlowRequest = z.infer<typeof flowRequestSchema>;

/** How the customer proved his certificate's private key. */
export type ProvenBy = 'mtls' | 'proof';

export type Flow = {
  readonly id: string;
  readonly cid: string;
  readonly clientId: string;
  readonly request: FlowRequest;
  readonly state: FlowState;
  readonly revision: number;
  readonly extensionsUsed: number;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  /** `null` once the flow is over. */
  readonly seal: KeptSeal | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Id of the pushed request. */
  readonly parId: string;
  /** Proofs of possession tried so far. */
  readonly proofAttempt: number;
  /** `null` before the certificate. */
  readonly provenBy: ProvenBy | null;
};

export type NewFlow = {
  readonly cid: string;
  readonly parId: string;
  readonly clientId: string;
  readonly request: FlowRequest;
  readonly now: number;
  readonly endsAt: number;
  readonly ticket: (flowId: string) => string;
  /** Makes the key pair the customer's secrets are sealed to, for a flow's id. */
  readonly seal: (flowId: string) => Promise<KeptSeal>;
};

const hashTicket = (ticket: string): string => createHash('sha256').update(ticket).digest('hex');

const fromRow = (row: Selectable<FlowTable>): Flow => ({
  id: row.id,
  cid: row.cid,
  clientId: row.client_id,
  request: flowRequestSchema.parse(JSON.parse(row.request_json)),
  state: flowStateSchema.parse(JSON.parse(row.state_json)),
  revision: row.revision,
  extensionsUsed: row.extensions_used,
  endsAt: row.ends_at,
  seal: row.seal_json === null ? null : keptSealSchema.parse(JSON.parse(row.seal_json)),
  createdAt: row.created_at,
  parId: row.par_id,
  proofAttempt: row.proof_attempt,
  provenBy: row.proven_by,
});

/** `false`: the pushed request has opened a flow before. */
export async function openFlow(database: Database, flow: NewFlow): Promise<boolean> {
  const id = randomBytes(18).toString('base64url');
  const state: FlowState = { at: 'certificate' };
  const row: Insertable<FlowTable> = {
    id,
    cid: flow.cid,
    par_id: flow.parId,
    client_id: flow.clientId,
    request_json: JSON.stringify(flow.request),
    state_json: JSON.stringify(state),
    revision: 0,
    extensions_used: 0,
    ends_at: flow.endsAt,
    seal_json: JSON.stringify(await flow.seal(id)),
    ticket_hash: hashTicket(flow.ticket(id)),
    created_at: flow.now,
  };
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('flows')
    .values(row)
    .onConflict((conflict) => conflict.column('par_id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function isRequestUsed(database: Database, parId: string): Promise<boolean> {
  const row = await database.selectFrom('flows').select('id').where('par_id', '=', parId).executeTakeFirst();
  return row !== undefined;
}

export async function findFlow(database: Database, cid: string): Promise<Flow | undefined> {
  const row = await database.selectFrom('flows').selectAll().where('cid', '=', cid).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

export async function findFlowByTicket(database: Database, ticket: string): Promise<Flow | undefined> {
  const row = await database
    .selectFrom('flows')
    .selectAll()
    .where('ticket_hash', '=', hashTicket(ticket))
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

export type FlowChange = {
  readonly state: FlowState;
  readonly endsAt?: number;
  readonly extensionsUsed?: number;
  readonly provenBy?: ProvenBy;
};

/** Compare-and-set on the revision: `undefined` when somebody else moved the flow meanwhile. */
export async function saveFlow(database: Database, flow: Flow, change: FlowChange): Promise<Flow | undefined> {
  const next: Flow = {
    ...flow,
    ...change,
    revision: flow.revision + 1,
    seal: isOver(change.state) ? null : flow.seal,
  };
  const { numUpdatedRows } = await database
    .updateTable('flows')
    .set({
      state_json: JSON.stringify(next.state),
      revision: next.revision,
      extensions_used: next.extensionsUsed,
      ends_at: next.endsAt,
      ...(change.provenBy === undefined ? {} : { proven_by: change.provenBy }),
      ...(next.seal === null ? { seal_json: null } : {}),
      ...(next.state.at === 'certificate' ? {} : { ticket_hash: null }),
    })
    .where('id', '=', flow.id)
    .where('revision', '=', flow.revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? next : undefined;
}

/** The keys of flows that nobody finished die with them. */
export async function forgetEndedFlows(database: Database, now: number): Promise<void> {
  await database
    .updateTable('flows')
    .set({ seal_json: null, ticket_hash: null })
    .where('ends_at', '<=', now)
    .where((e) => e.or([e('seal_json', 'is not', null), e('ticket_hash', 'is not', null)]))
    .execute();
}

/**
 * How long the record of a flow is kept after its end, for questions about what happened in it. A flow that led to a link is
 * kept as long as the link's own record: it is what the decision was made in.
 */
export const flowsKeptFor = 30 * 86_400_000;

/** Removes the records of flows whose time is over; answers how many. */
export const forgetOldFlows = (database: Database, now: number): Promise<number> =>
  deleteInBatches(database, {
    table: 'flows',
    key: ['id'],
    where: sql`ends_at <= ${now - flowsKeptFor} and not exists (select 1 from links where links.flow_id = flows.id)`,
  });
