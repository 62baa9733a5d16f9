import type { Selectable } from 'kysely';
import { accountTypeSchema, type Account, type AccountType } from '../contract/catalogue.ts';
import type { Database } from '../storage/database.ts';
import type { AccountTable } from '../storage/tables.ts';
import type { AccountRecord } from './records.ts';

const toRecord = (row: Selectable<AccountTable>): AccountRecord => ({
  id: row.id,
  contractId: row.contract_id,
  branch: { ja: row.branch_ja, en: row.branch_en },
  type: accountTypeSchema.parse(row.type),
  number: row.number,
  last3: row.last3,
  holder: row.holder,
  balance: row.balance,
  closed: row.closed !== 0,
  pinHash: row.pin_hash,
  pinRegisteredAt: row.pin_registered_at,
  pinFailures: row.pin_failures,
});

/** The accounts a member may use: his own set, within his company's contract. */
export async function memberAccounts(database: Database, memberId: string): Promise<readonly AccountRecord[]> {
  const rows = await database
    .selectFrom('accounts')
    .innerJoin('member_accounts', 'member_accounts.account_id', 'accounts.id')
    .innerJoin('members', 'members.id', 'member_accounts.member_id')
    .selectAll('accounts')
    .where('members.id', '=', memberId)
    .whereRef('members.contract_id', '=', 'accounts.contract_id')
    .orderBy('accounts.branch_ja')
    .orderBy('accounts.id')
    .execute();
  return rows.map(toRecord);
}

/** Every account of a company's contract, also those that only some of its members may use. */
export async function contractAccounts(database: Database, contractId: string): Promise<readonly AccountRecord[]> {
  const rows = await database
    .selectFrom('accounts')
    .selectAll()
    .where('contract_id', '=', contractId)
    .orderBy('branch_ja')
    .orderBy('id')
    .execute();
  return rows.map(toRecord);
}

/** Which of these accounts are of these kinds. */
export async function accountsOfTypes(
  database: Database,
  accounts: readonly string[],
  types: readonly AccountType[],
): Promise<ReadonlySet<string>> {
  const rows = await database
    .selectFrom('accounts')
    .select('id')
    .where('id', 'in', accounts)
    .where('type', 'in', types)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What may leave the bank's tables. */
export const publicAccount = ({ id, branch, type, last3, holder }: AccountRecord): Account => ({
  id,
  branch,
  type,
  last3,
  holder,
});
