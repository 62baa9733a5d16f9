import { createHash, randomBytes } from 'node:crypto';
import type { Audit } from '../../audit/audit.ts';
import type { AuditEvent } from '../../audit/events.ts';
import type { Clock } from '../../clock.ts';
import type { SecretBox } from '../../keys/secret-box.ts';
import { japanDate } from '../../links/term.ts';
import type { Database } from '../../storage/database.ts';
import type { ApiLimits } from '../api/limits.ts';
import type { Report, SubmissionService } from '../api/contract/submission.ts';
import { examine } from './examine.ts';
import { findByKey, storeOnce, type SubmissionRecord } from './store.ts';

export type SubmissionDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly box: SecretBox;
  readonly audit: Audit;
  readonly limits: ApiLimits;
};

export type HandedIn = {
  readonly grantId: string;
  readonly clientId: string;
  readonly memberId: string;
  readonly accountId: string;
  readonly service: SubmissionService;
  readonly key: string;
  /** As it was sent: the same bytes are the same data. */
  readonly bytes: Buffer;
  readonly body: unknown;
};

export type Accepted =
  | { readonly kind: 'accepted'; readonly submission: SubmissionRecord }
  | { readonly kind: 'refused'; readonly report: Report }
  | { readonly kind: 'key-reused' };

const fingerprintOf = ({ service, accountId, bytes }: HandedIn): string =>
  createHash('sha256').update(`${accountId}\n${service}\n`).update(bytes).digest('hex');

/** In the order in which they were made. */
const newId = (now: Date): string =>
  `sub_${now.getTime().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;

/**
 * 受付. Data without a mistake is kept and waits for approval on the bank's own screens; nothing here carries it out. The same key
 * with the same data is the same submission, however often it is sent; with other data it is refused. Refused data uses no key up.
 */
export async function accept(deps: SubmissionDeps, handedIn: HandedIn): Promise<Accepted> {
  const { database, clock, box, audit, limits } = deps;
  const fingerprint = fingerprintOf(handedIn);
  const known = await findByKey(database, handedIn);
  if (known !== undefined) return same(known, fingerprint);

  const now = clock.now();
  const { report, data } = examine(handedIn.service, handedIn.body, limits, now);
  if (data === undefined) return { kind: 'refused', report };
  const { grantId, clientId, memberId, accountId, service, key, bytes } = handedIn;
  const submission: SubmissionRecord = {
    id: newId(now),
    grantId,
    clientId,
    memberId,
    accountId,
    service,
    key,
    fingerprint,
    status: 'waiting-for-approval',
    ...data,
    submittedOn: japanDate(now),
    report,
    submittedAt: now.getTime(),
  };
  const sealed = box.seal(`submission/${submission.id}`, bytes.toString('utf8'));
  const stored = await database.transaction().execute(async (transaction) => {
    const isFirst = await storeOnce(transaction, submission, sealed);
    if (isFirst) await audit.record(acceptedEvent(submission), transaction);
    return isFirst;
  });
  if (stored) return { kind: 'accepted', submission };
  const first = await findByKey(database, handedIn);
  if (first === undefined) throw new Error('a submission is neither stored nor there');
  return same(first, fingerprint);
}

const acceptedEvent = (submission: SubmissionRecord): AuditEvent => ({
  kind: 'submission.accepted',
  actor: `tpp:${submission.clientId}`,
  subject: `member:${submission.memberId}`,
  data: {
    tpp: submission.clientId,
    account: submission.accountId,
    service: submission.service,
    submission: submission.id,
    rows: submission.rows,
    total: submission.total,
  },
});

/** Answered as it was answered first, whatever has become of it since: its status is asked for elsewhere. */
const same = (known: SubmissionRecord, fingerprint: string): Accepted =>
  known.fingerprint === fingerprint
    ? { kind: 'accepted', submission: { ...known, status: 'waiting-for-approval' } }
    : { kind: 'key-reused' };
