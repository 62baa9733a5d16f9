import type { Database } from '../storage/database.ts';
import type { TransactionRecord } from './records.ts';

export type StatementQuery = {
  readonly accountId: string;
  /** Both ends included, RFC 3339 full-dates. */
  readonly from: string;
  readonly to: string;
  /** The row after which the page begins; `null` for the first page. */
  readonly after: { readonly date: string; readonly id: string } | null;
  readonly limit: number;
  /** Only 振込入金. */
  readonly transfersOnly: boolean;
};

export type StatementPage = {
  readonly rows: readonly TransactionRecord[];
  readonly last: { readonly date: string; readonly id: string } | null;
  readonly more: boolean;
};

/** Newest first. */
export async function readStatement(database: Database, query: StatementQuery): Promise<StatementPage> {
  const { accountId, from, to, after, limit } = query;
  let select = database
    .selectFrom('transactions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('date', '>=', from)
    .where('date', '<=', to);
  if (query.transfersOnly) select = select.where('transfer_from', 'is not', null);
  if (after !== null) {
    const { date, id } = after;
    select = select.where((e) => e.or([e('date', '<', date), e.and([e('date', '=', date), e('id', '<', id)])]));
  }
  const found = await select
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const rows = found.slice(0, limit).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    date: row.date,
    amount: row.amount,
    balance: row.balance,
    description: row.description,
    transferFrom: row.transfer_from,
  }));
  const last = rows.at(-1);
  return {
    rows,
    last: last === undefined ? null : { date: last.date, id: last.id },
    more: found.length > limit,
  };
}
