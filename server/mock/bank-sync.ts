import type { CertificateRecord, TppRecord } from '../bank/records.ts';
import type { CertificateName } from '../certificates/certificate-name.ts';
import type { Database } from '../storage/database.ts';
import { holdLock } from '../storage/dialect.ts';
import type { Difference } from './customers/difference.ts';

/**
 * Tells the bank of all pretend TPPs. New and changed ones are registered as their files say. The others keep what a tester did
 * to them meanwhile (a suspended one stays so), but the bank hears where the simulator listens now, and of keys made anew.
 */
export async function syncTpps(
  database: Database,
  tpps: readonly TppRecord[],
  { added, changed, removed }: Difference,
  now: Date,
): Promise<void> {
  const anew = new Set([...added, ...changed]);
  await database.transaction().execute(async (transaction) => {
    for (const tpp of tpps) {
      const record_json = JSON.stringify(tpp);
      const suspended = tpp.suspended ? 1 : 0;
      await transaction
        .insertInto('tpps')
        .values({ client_id: tpp.clientId, record_json, suspended })
        .onConflict((conflict) =>
          conflict
            .column('client_id')
            .doUpdateSet(anew.has(tpp.clientId) ? { record_json, suspended } : { record_json }),
        )
        .execute();
    }
    for (const id of removed) await retireTpp(transaction, id, now);
  });
}

/**
 * A provider that is gone from the files, as if its contract with the bank had ended: what customers decided and their receipts
 * stay on record under its name, but it can ask for nothing, and every link it had has ended.
 */
async function retireTpp(transaction: Database, clientId: string, now: Date): Promise<void> {
  await transaction.updateTable('tpps').set({ suspended: 1 }).where('client_id', '=', clientId).execute();
  await transaction
    .updateTable('links')
    .set({ status: 'ended', ended_at: now.getTime(), ended_reason: 'revoked', ended_by: 'bank' })
    .where('client_id', '=', clientId)
    .where('status', '<>', 'ended')
    .execute();
}

/** Registers a further certificate for its member. One that is registered already changes nothing. */
export async function registerCertificate(database: Database, certificate: CertificateRecord): Promise<void> {
  await database
    .insertInto('certificates')
    .values({ issuer_hash: certificate.issuerHash, serial: certificate.serial, member_id: certificate.memberId })
    .onConflict((conflict) => conflict.columns(['issuer_hash', 'serial']).doNothing())
    .execute();
}

/** It no longer opens anything. */
export async function unregister(database: Database, { issuerHash, serial }: CertificateName): Promise<void> {
  await database
    .deleteFrom('certificates')
    .where('issuer_hash', '=', issuerHash)
    .where('serial', '=', serial)
    .execute();
}

/** Leaves a member exactly these certificates; others no longer open anything. */
export async function replaceCertificates(
  database: Database,
  memberId: string,
  certificates: readonly CertificateRecord[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await holdLock(transaction, `certificates/${memberId}`);
    await transaction.deleteFrom('certificates').where('member_id', '=', memberId).execute();
    for (const certificate of certificates) await registerCertificate(transaction, certificate);
  });
}

export async function isEmptyBank(database: Database): Promise<boolean> {
  return (await database.selectFrom('members').select('id').limit(1).executeTakeFirst()) === undefined;
}
