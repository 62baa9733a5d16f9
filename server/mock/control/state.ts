import type { Database } from '../../storage/database.ts';
import { flowStateSchema, memberOf } from '../../consent/state.ts';
import type { z } from 'zod';
import type { auditViewSchema, flowViewSchema } from './contract.ts';

const mostFlows = 100;

/** The newest flows first. */
export async function readFlows(database: Database, now: Date): Promise<z.infer<typeof flowViewSchema>[]> {
  const rows = await database
    .selectFrom('flows')
    .select(['id', 'client_id', 'state_json', 'revision', 'created_at', 'ends_at'])
    .orderBy('created_at', 'desc')
    .limit(mostFlows)
    .execute();
  return rows.flatMap((row) => {
    // What a person's file says of earlier links has a record without a state: nobody ever walked through it.
    const parsed = flowStateSchema.safeParse(JSON.parse(row.state_json));
    if (!parsed.success) return [];
    const state = parsed.data;
    return {
      id: row.id,
      tpp: row.client_id,
      persona: memberOf(state),
      at: state.at,
      code: state.at === 'stopped' ? state.code : null,
      revision: row.revision,
      startedAt: new Date(row.created_at).toISOString(),
      endsAt: new Date(row.ends_at).toISOString(),
      timedOut: row.ends_at <= now.getTime(),
    };
  });
}

/** After a sequence number, or the newest ones; oldest first either way. */
export async function readAudit(
  database: Database,
  { after, limit }: { readonly after: number | null; readonly limit: number },
): Promise<z.infer<typeof auditViewSchema>[]> {
  const all = database.selectFrom('audit').selectAll().limit(limit);
  const rows =
    after === null
      ? (await all.orderBy('sequence', 'desc').execute()).reverse()
      : await all.where('sequence', '>', after).orderBy('sequence').execute();
  return rows.map(({ sequence, at, kind, actor, subject, data_json }) => ({
    sequence,
    at: new Date(at).toISOString(),
    kind,
    actor,
    subject,
    data: JSON.parse(data_json) as unknown,
  }));
}
