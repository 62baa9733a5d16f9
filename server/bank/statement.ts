import { z } from 'zod';
import type { Database } from '../storage/database.ts';
import type { TransactionRecord } from './records.ts';

export type StatementQuery = {
  readonly accountId: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly cursor: string | undefined;
  /** Only 振込入金. */
  readonly transfersOnly: boolean;
};

export type StatementPage = { readonly transactions: readonly TransactionRecord[]; readonly next: string | null };

const pageSize = 50;
const cursorSchema = z.tuple([z.iso.date(), z.string().max(128)]);

/** `undefined` when it is none of ours. A cursor names the last row that was given out. */
export function readCursor(text: string): readonly [date: string, id: string] | undefined {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

const writeCursor = (date: string, id: string): string => Buffer.from(JSON.stringify([date, id])).toString('base64url');

/** Newest first, 50 a page. The cursor must have passed `readCursor`. */
export async function readStatement(database: Database, query: StatementQuery): Promise<StatementPage> {
  let select = database.selectFrom('transactions').selectAll().where('account_id', '=', query.accountId);
  if (query.from !== undefined) select = select.where('date', '>=', query.from);
  if (query.to !== undefined) select = select.where('date', '<=', query.to);
  if (query.transfersOnly) select = select.where('transfer_from', 'is not', null);
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (after !== undefined) {
    const [date, id] = after;
    select = select.where((e) => e.or([e('date', '<', date), e.and([e('date', '=', date), e('id', '<', id)])]));
  }
  const rows = await select
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return {
    transactions: page.map((row) => ({
      id: row.id,
      accountId: row.account_id,
      date: row.date,
      amount: row.amount,
      balance: row.balance,
      description: row.description,
      transferFrom: row.transfer_from,
    })),
    next: rows.length > pageSize && last !== undefined ? writeCursor(last.date, last.id) : null,
  };
}
