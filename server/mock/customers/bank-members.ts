import type { Transaction } from 'kysely';
import { hashSecret } from '../../bank/secret-hash.ts';
import type { BankSeed } from '../../bank/records.ts';
import type { Database } from '../../storage/database.ts';
import { holdLock } from '../../storage/dialect.ts';
import type { Tables } from '../../storage/tables.ts';
import type { Persona } from '../persona.ts';
import { daysAfter } from '../pki/x509.ts';

/** What stops a member's login besides a wrong password. */
export async function setLoginState(
  database: Database,
  { id, loginState }: Persona,
  now: Date,
  passwordTries: number,
): Promise<void> {
  await database
    .updateTable('members')
    .set({
      password_failures: loginState === 'password-locked' ? passwordTries : 0,
      password_expires_at: loginState === 'password-expired' ? daysAfter(now, -1).getTime() : null,
      login_allowed: loginState === 'not-permitted' ? 0 : 1,
    })
    .where('id', '=', id)
    .execute();
}

type AccountSeed = BankSeed['accounts'][number] & { readonly pinHash: string | null };

async function writeAccount(transaction: Transaction<Tables>, account: AccountSeed, seed: BankSeed): Promise<void> {
  const values = {
    contract_id: account.contractId,
    branch_ja: account.branch.ja,
    branch_en: account.branch.en,
    type: account.type,
    number: account.number,
    last3: account.last3,
    holder: account.holder,
    balance: account.balance,
    closed: account.closed ? 1 : 0,
    pin_hash: account.pinHash,
    pin_registered_at: account.pinRegisteredAt,
    pin_failures: account.pinFailures ?? 0,
  };
  await transaction
    .insertInto('accounts')
    .values({ id: account.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  // The entries lead to the balance, so they are made anew with it.
  await transaction.deleteFrom('transactions').where('account_id', '=', account.id).execute();
  for (const entry of seed.transactions.filter(({ accountId }) => accountId === account.id)) {
    const { id, date, amount, balance, description } = entry;
    const row = { id, account_id: account.id, date, amount, balance, description, transfer_from: entry.transferFrom };
    await transaction.insertInto('transactions').values(row).execute();
  }
}

async function writeRights(transaction: Transaction<Tables>, member: BankSeed['members'][number]): Promise<void> {
  await transaction.deleteFrom('member_accounts').where('member_id', '=', member.id).execute();
  await transaction.deleteFrom('member_services').where('member_id', '=', member.id).execute();
  const accounts = member.accounts.map((account) => ({ member_id: member.id, account_id: account }));
  const services = member.services.map((service) => ({ member_id: member.id, service }));
  if (accounts.length > 0) await transaction.insertInto('member_accounts').values(accounts).execute();
  if (services.length > 0) await transaction.insertInto('member_services').values(services).execute();
}

/** Writes one member of `seed`, with his accounts, as if the bank began today; what was there of him is replaced. */
export async function writeMember(database: Database, seed: BankSeed, memberId: string): Promise<void> {
  const member = seed.members.find(({ id }) => id === memberId);
  if (member === undefined) throw new Error(`the seed has no member ${memberId}`);
  const own = new Set(member.accounts);
  // Hashing takes long: not inside the transaction, which keeps everybody else out.
  const values = {
    contract_id: member.contractId,
    company: member.company,
    name: member.name,
    role: member.role,
    password_hash: await hashSecret(member.loginPassword),
  };
  const accounts: AccountSeed[] = [];
  for (const account of seed.accounts.filter(({ id }) => own.has(id)))
    accounts.push({ ...account, pinHash: account.pin === null ? null : await hashSecret(account.pin) });
  await database.transaction().execute(async (transaction) => {
    await holdLock(transaction, 'bank/seed');
    await transaction
      .insertInto('members')
      .values({ id: memberId, ...values, password_expires_at: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
    for (const account of accounts) await writeAccount(transaction, account, seed);
    await writeRights(transaction, member);
  });
}

/** A person who is gone from the files: his flows and decisions stay on record, but nothing of him opens anything. */
export async function retireMember(database: Database, memberId: string, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.updateTable('members').set({ login_allowed: 0 }).where('id', '=', memberId).execute();
    await transaction.deleteFrom('certificates').where('member_id', '=', memberId).execute();
    await transaction.deleteFrom('member_accounts').where('member_id', '=', memberId).execute();
    await transaction.deleteFrom('member_services').where('member_id', '=', memberId).execute();
    await transaction
      .updateTable('links')
      .set({ status: 'ended', ended_at: now.getTime() })
      .where('member_id', '=', memberId)
      .where('status', '<>', 'ended')
      .execute();
  });
}
