import type { Insertable, Transaction } from 'kysely';
import type { Database } from '../storage/database.ts';
import { holdLock } from '../storage/dialect.ts';
import type { AccountTable, MemberTable, Tables } from '../storage/tables.ts';
import type { BankSeed } from './records.ts';
import { hashSecret } from './secret-hash.ts';
import { tppRecordSchema } from './tpps.ts';

/** SQLite takes 32,766 parameters in one statement; this stays far below with any of our rows. */
const chunk = 500;

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += chunk) yield rows.slice(start, start + chunk);
}

/**
 * Fills an empty bank; a bank that has members is left alone. PINs and passwords are kept as argon2id hashes only. Either all of
 * it is written or nothing.
 */
export async function seedBank(database: Database, seed: BankSeed): Promise<void> {
  if ((await database.selectFrom('members').select('id').executeTakeFirst()) !== undefined) return;
  // Hashing takes seconds: not inside the transaction, which keeps everybody else out.
  const members = await hashedMembers(seed);
  const accounts = await hashedAccounts(seed);
  await database.transaction().execute(async (transaction) => {
    // Another server that starts on the same empty database may have been faster.
    await holdLock(transaction, 'bank/seed');
    if ((await transaction.selectFrom('members').select('id').executeTakeFirst()) !== undefined) return;
    await insertTpps(transaction, seed);
    for (const rows of chunks(accounts)) await transaction.insertInto('accounts').values(rows).execute();
    for (const rows of chunks(members)) await transaction.insertInto('members').values(rows).execute();
    await insertRights(transaction, seed);
    await insertTransactions(transaction, seed);
  });
}

const hashedMembers = (seed: BankSeed): Promise<Insertable<MemberTable>[]> =>
  Promise.all(
    seed.members.map(async ({ id, contractId, company, name, role, loginPassword }) => ({
      id,
      contract_id: contractId,
      company,
      name,
      role,
      password_hash: await hashSecret(loginPassword),
    })),
  );

const hashedAccounts = (seed: BankSeed): Promise<Insertable<AccountTable>[]> =>
  Promise.all(
    seed.accounts.map(async (account) => ({
      id: account.id,
      contract_id: account.contractId,
      branch_ja: account.branch.ja,
      branch_en: account.branch.en,
      type: account.type,
      number: account.number,
      last3: account.last3,
      holder: account.holder,
      balance: account.balance,
      closed: account.closed ? 1 : 0,
      pin_hash: account.pin === null ? null : await hashSecret(account.pin),
      pin_registered_at: account.pinRegisteredAt,
      pin_failures: account.pinFailures ?? 0,
    })),
  );

async function insertTpps(transaction: Transaction<Tables>, seed: BankSeed): Promise<void> {
  for (const tpp of seed.tpps) {
    await transaction
      .insertInto('tpps')
      .values({
        client_id: tpp.clientId,
        record_json: JSON.stringify(tppRecordSchema.parse(tpp)),
        suspended: tpp.suspended ? 1 : 0,
      })
      .execute();
  }
}

async function insertRights(transaction: Transaction<Tables>, seed: BankSeed): Promise<void> {
  const accounts = seed.members.flatMap((m) => m.accounts.map((account) => ({ member_id: m.id, account_id: account })));
  const services = seed.members.flatMap((m) => m.services.map((service) => ({ member_id: m.id, service })));
  const certificates = seed.certificates.map((certificate) => ({
    issuer_hash: certificate.issuerHash,
    serial: certificate.serial,
    member_id: certificate.memberId,
  }));
  for (const rows of chunks(accounts)) await transaction.insertInto('member_accounts').values(rows).execute();
  for (const rows of chunks(services)) await transaction.insertInto('member_services').values(rows).execute();
  for (const rows of chunks(certificates)) await transaction.insertInto('certificates').values(rows).execute();
}

async function insertTransactions(transaction: Transaction<Tables>, seed: BankSeed): Promise<void> {
  const rows = seed.transactions.map((entry) => ({
    id: entry.id,
    account_id: entry.accountId,
    date: entry.date,
    amount: entry.amount,
    balance: entry.balance,
    description: entry.description,
    transfer_from: entry.transferFrom,
  }));
  for (const part of chunks(rows)) await transaction.insertInto('transactions').values(part).execute();
}
