import { z } from 'zod';
import type { ServiceId } from '../contract/catalogue.ts';
import { serviceIdSchema } from '../contract/catalogue.ts';
import type { Database } from '../storage/database.ts';
import type { CertificateRecord, MemberRecord } from './records.ts';

export async function findMember(database: Database, id: string): Promise<MemberRecord | undefined> {
  const row = await database
    .selectFrom('members')
    .select(['id', 'contract_id', 'company', 'name', 'role'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const role = z.enum(['admin', 'member']).parse(row.role);
  return { id: row.id, contractId: row.contract_id, company: row.company, name: row.name, role };
}

/** Whose certificate this is; `undefined` when it is registered for nobody. */
export async function findCertificateOwner(
  database: Database,
  name: Pick<CertificateRecord, 'issuerHash' | 'serial'>,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('certificates')
    .select('member_id')
    .where('issuer_hash', '=', name.issuerHash)
    .where('serial', '=', name.serial)
    .executeTakeFirst();
  return row?.member_id;
}

export async function memberServices(database: Database, memberId: string): Promise<ReadonlySet<ServiceId>> {
  const rows = await database
    .selectFrom('member_services')
    .select('service')
    .where('member_id', '=', memberId)
    .execute();
  return new Set(rows.map((row) => serviceIdSchema.parse(row.service)));
}
