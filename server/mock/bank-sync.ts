import type { CertificateRecord, TppRecord } from '../bank/records.ts';
import type { CertificateName } from '../certificates/certificate-name.ts';
import type { Database } from '../storage/database.ts';
import { holdLock } from '../storage/dialect.ts';

/**
 * Tells the bank what changed since the last run of the mock world: where the TPP simulator listens now, and TPP keys that
 * were made anew. What a tester changed meanwhile (a suspended TPP) stays as it is.
 */
export async function syncTpps(database: Database, tpps: readonly TppRecord[]): Promise<void> {
  for (const tpp of tpps) {
    const row = await database.selectFrom('tpps').selectAll().where('client_id', '=', tpp.clientId).executeTakeFirst();
    const suspended = row === undefined ? Number(tpp.suspended) : row.suspended;
    const record_json = JSON.stringify({ ...tpp, suspended: suspended === 1 });
    await database
      .insertInto('tpps')
      .values({ client_id: tpp.clientId, record_json, suspended })
      .onConflict((conflict) => conflict.column('client_id').doUpdateSet({ record_json }))
      .execute();
  }
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
