import { randomUUID } from 'node:crypto';
import type { BankSeed } from '../../bank/records.ts';
import type { FlowState } from '../../consent/state.ts';
import type { Permission } from '../../contract/catalogue.ts';
import { lastDay } from '../../links/term.ts';
import type { Database } from '../../storage/database.ts';
import type { Persona } from '../persona.ts';

type LinkParts = {
  readonly seed: BankSeed;
  readonly now: Date;
  readonly intentVersion: string;
};

/** Inquiries need the account's PIN on file and registered; a closed account takes part in nothing. */
function permissionsOf(persona: Persona, seed: BankSeed, services: Persona['services']): readonly Permission[] {
  const own = new Set(seed.members.find(({ id }) => id === persona.id)?.accounts);
  const accounts = seed.accounts
    .filter(({ id, closed, pinRegisteredAt }) => own.has(id) && !closed && pinRegisteredAt !== null)
    .map(({ id }) => id);
  return accounts.length === 0 ? [] : services.map((service) => ({ service, accounts }));
}

/**
 * The links a person has from the start: on the bank's books only, as the renewal screen sees them. The provider's own tokens
 * of such a link do not exist.
 */
export async function writeLinks(database: Database, persona: Persona, parts: LinkParts): Promise<void> {
  const now = parts.now.getTime();
  for (const { tpp, endsInDays, services } of persona.links) {
    const flow = randomUUID();
    const permissions = permissionsOf(persona, parts.seed, services);
    const decided: FlowState = { at: 'permitted', memberId: persona.id, permissions };
    await database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('links')
        .set({ status: 'ended', ended_at: now })
        .where('member_id', '=', persona.id)
        .where('client_id', '=', tpp)
        .where('status', '=', 'active')
        .execute();
      await transaction
        .insertInto('flows')
        .values({
          id: flow,
          cid: flow,
          par_id: flow,
          client_id: tpp,
          request_json: '{}',
          state_json: JSON.stringify(decided),
          revision: 0,
          extensions_used: 0,
          ends_at: now,
          seal_json: null,
          ticket_hash: null,
          created_at: now,
          proven_by: null,
        })
        .execute();
      await transaction
        .insertInto('links')
        .values({
          grant_id: randomUUID(),
          flow_id: flow,
          member_id: persona.id,
          client_id: tpp,
          status: 'active',
          permissions_json: JSON.stringify(permissions),
          ends_on: lastDay(parts.now, endsInDays),
          intent_version: parts.intentVersion,
          decided_at: now,
          ended_at: null,
        })
        .execute();
    });
  }
}
