import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../storage/database.ts';
import type { SubmissionTable } from '../../storage/tables.ts';
import {
  reportSchema,
  submissionServiceSchema,
  type Report,
  type SubmissionService,
} from '../api/contract/submission.ts';

export type SubmissionRecord = {
  readonly id: string;
  readonly grantId: string;
  readonly clientId: string;
  readonly memberId: string;
  readonly accountId: string;
  readonly service: SubmissionService;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: SubmissionTable['status'];
  readonly requestedOn: string;
  readonly submittedOn: string;
  readonly rows: number;
  readonly total: number;
  readonly report: Report;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
};

const jsonSchema = z.string().transform((text): unknown => JSON.parse(text));

const fromRow = (row: Selectable<SubmissionTable>): SubmissionRecord => ({
  id: row.id,
  grantId: row.grant_id,
  clientId: row.client_id,
  memberId: row.member_id,
  accountId: row.account_id,
  service: submissionServiceSchema.parse(row.service),
  key: row.idempotency_key,
  fingerprint: row.fingerprint,
  status: row.status,
  requestedOn: row.requested_on,
  submittedOn: row.submitted_on,
  rows: row.row_count,
  total: row.total,
  report: jsonSchema.pipe(reportSchema).parse(row.report_json),
  submittedAt: row.submitted_at,
});

export type KeyOf = Pick<SubmissionRecord, 'clientId' | 'memberId' | 'key'>;

export async function findByKey(database: Database, of: KeyOf): Promise<SubmissionRecord | undefined> {
  const row = await database
    .selectFrom('submissions')
    .selectAll()
    .where('client_id', '=', of.clientId)
    .where('member_id', '=', of.memberId)
    .where('idempotency_key', '=', of.key)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** `false` when the key has been used meanwhile: of two who send at once, one is first. */
export async function storeOnce(database: Database, record: SubmissionRecord, sealedData: string): Promise<boolean> {
  const stored = await database
    .insertInto('submissions')
    .values({
      id: record.id,
      grant_id: record.grantId,
      client_id: record.clientId,
      member_id: record.memberId,
      account_id: record.accountId,
      service: record.service,
      idempotency_key: record.key,
      fingerprint: record.fingerprint,
      status: record.status,
      requested_on: record.requestedOn,
      submitted_on: record.submittedOn,
      row_count: record.rows,
      total: record.total,
      data_sealed: sealedData,
      report_json: JSON.stringify(record.report),
      submitted_at: record.submittedAt,
    })
    .onConflict((conflict) => conflict.columns(['client_id', 'member_id', 'idempotency_key']).doNothing())
    .returning('id')
    .execute();
  return stored.length === 1;
}

export async function findSubmission(
  database: Database,
  of: Pick<SubmissionRecord, 'id' | 'clientId' | 'memberId' | 'accountId' | 'service'>,
): Promise<SubmissionRecord | undefined> {
  const row = await database
    .selectFrom('submissions')
    .selectAll()
    .where('id', '=', of.id)
    .where('client_id', '=', of.clientId)
    .where('member_id', '=', of.memberId)
    .where('account_id', '=', of.accountId)
    .where('service', '=', of.service)
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

type ListQuery = {
  readonly accountId: string;
  readonly from: string;
  readonly to: string;
  readonly after: { readonly date: string; readonly id: string } | null;
  readonly limit: number;
};

/** Newest first, whoever handed it in: it is about the account. */
export async function listSubmissions(database: Database, { accountId, from, to, after, limit }: ListQuery) {
  let select = database
    .selectFrom('submissions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('submitted_on', '>=', from)
    .where('submitted_on', '<=', to);
  if (after !== null) {
    const { date, id } = after;
    select = select.where((e) =>
      e.or([e('submitted_on', '<', date), e.and([e('submitted_on', '=', date), e('id', '<', id)])]),
    );
  }
  const found = await select
    .orderBy('submitted_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit).map(fromRow);
  const last = rows.at(-1);
  return {
    rows,
    last: last === undefined ? null : { date: last.submittedOn, id: last.id },
    more: found.length > limit,
  };
}
