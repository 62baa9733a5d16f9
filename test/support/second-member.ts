import { hashSecret } from '../../server/bank/secret-hash.ts';
import type { World } from '../../server/mock/world.ts';
import { newHolder } from './proof.ts';
import type { Identity } from './app-client.ts';

export const memberPassword = 'Midori2027';

export type SecondMember = { readonly id: string; readonly identity: Identity; readonly password: string };

/** One more 利用者 in a persona's company, with the same accounts and 業務 and a certificate of his own. */
export async function addMember(world: World, besides: string, id: string, name: string): Promise<SecondMember> {
  const { database } = world;
  const model = await database.selectFrom('members').selectAll().where('id', '=', besides).executeTakeFirstOrThrow();
  const password_hash = await hashSecret(memberPassword);
  await database
    .insertInto('members')
    .values({ ...model, id, name, role: 'member', password_hash })
    .execute();
  const accounts = await database
    .selectFrom('member_accounts')
    .select('account_id')
    .where('member_id', '=', besides)
    .execute();
  const services = await database
    .selectFrom('member_services')
    .select('service')
    .where('member_id', '=', besides)
    .execute();
  await database
    .insertInto('member_accounts')
    .values(accounts.map(({ account_id }) => ({ member_id: id, account_id })))
    .execute();
  await database
    .insertInto('member_services')
    .values(services.map(({ service }) => ({ member_id: id, service })))
    .execute();
  const { certPem, chainPem, keyPem } = await newHolder(world, id, { commonName: name });
  return { id, identity: { cert: certPem + chainPem, key: keyPem }, password: memberPassword };
}
