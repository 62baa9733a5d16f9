import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/database.ts';
import { canonicalJson } from './canonical.ts';
import { hashOf, type LinkedEntry } from './chain.ts';
import { auditEventSchema, type AuditEvent } from './events.ts';

/** Where decisions and security events are written down. */
export interface Audit {
  /**
   * Appends one event and resolves when it is stored. Inside a transaction give that transaction as `within` and record last:
   * from here until its end every other record waits. Throws when the event has something that has no place in the trail, or
   * when it cannot be stored: what cannot be written down does not happen.
   */
  record(event: AuditEvent, within?: Database): Promise<void>;
}

export type AuditDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of every event that was stored, or that will be when the caller's transaction ends well. For counters only. */
  readonly onRecorded?: (event: AuditEvent) => void;
};

export function createAudit({ database, clock, log, onRecorded }: AuditDeps): Audit {
  return {
    async record(event, within = database) {
      const parsed = auditEventSchema.parse(event);
      const entry = within.isTransaction
        ? await append(within, clock, parsed)
        : await within.transaction().execute((transaction) => append(transaction, clock, parsed));
      // The log goes elsewhere than the database: whoever rewrites the whole chain cannot rewrite this line, too.
      log.info({ sequence: entry.sequence, kind: entry.kind, hash: entry.hash }, 'audit');
      onRecorded?.(parsed);
    },
  };
}

/**
 * The head is one row, and moving it on comes first: that takes a lock on both kinds of database, so of two nodes that append
 * at the same moment one waits for the other's end.
 */
async function append(transaction: Database, clock: Clock, event: AuditEvent): Promise<LinkedEntry> {
  const head = await transaction
    .updateTable('audit_head')
    .set((e) => ({ sequence: e('sequence', '+', 1) }))
    .where('id', '=', 1)
    .returning(['sequence', 'hash'])
    .executeTakeFirstOrThrow();
  const entry = {
    sequence: head.sequence,
    at: clock.now().getTime(),
    kind: event.kind,
    actor: event.actor,
    subject: event.subject,
    data: canonicalJson(event.data),
    previous: head.hash,
  };
  const linked = { ...entry, hash: hashOf(entry) };
  const { data, ...columns } = linked;
  await transaction
    .insertInto('audit')
    .values({ ...columns, data_json: data })
    .execute();
  await transaction.updateTable('audit_head').set({ hash: linked.hash }).where('id', '=', 1).execute();
  return linked;
}
