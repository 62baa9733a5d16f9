import type Router from '@koa/router';
import { japanDate } from '../../links/term.ts';
import { accept } from '../submissions/accept.ts';
import { findSubmission, listSubmissions, type SubmissionRecord } from '../submissions/store.ts';
import { authorize, type ApiDeps } from './access.ts';
import type { activitySchema } from './contract/activity.ts';
import { submissionServiceSchema, type Submission } from './contract/submission.ts';
import { standardLimits } from './limits.ts';
import { page } from './page.ts';
import { idempotencyKey, readBody } from './read-body.ts';
import { AccessRefusal } from './refusal.ts';
import type { z } from 'zod';

/** 期限切れ is nothing anybody decides: the day comes, and nobody has approved. */
const statusOf = (record: SubmissionRecord, today: string): Submission['status'] =>
  record.status === 'waiting-for-approval' && record.requestedOn <= today ? 'lapsed' : record.status;

const shown = (record: SubmissionRecord, status: Submission['status']): Submission => ({
  id: record.id,
  account: record.accountId,
  service: record.service,
  status,
  requestedOn: record.requestedOn,
  submittedAt: new Date(record.submittedAt).toISOString(),
  report: record.report,
});

function serviceOf(text: string | undefined) {
  const service = submissionServiceSchema.safeParse(text);
  if (!service.success) throw new AccessRefusal('request.not-found');
  return service.data;
}

/** 更新系 and 取引状況照会. */
export function submissionRoutes(router: Router, prefix: string, deps: ApiDeps): void {
  const { database, clock, box, audit, config } = deps;
  const limits = config.api ?? standardLimits;

  router.post(`${prefix}/accounts/:id/:service/submissions`, async (context) => {
    const service = serviceOf(context.params['service']);
    const access = await authorize(deps, context);
    const account = access.account(service, context.params['id']);
    const key = idempotencyKey(context);
    const { bytes, body } = await readBody(context);
    const { clientId, memberId, grantId } = access;
    const accepted = await accept(
      { database, clock, box, audit, limits },
      { clientId, memberId, grantId, accountId: account.id, service, key, bytes, body },
    );
    switch (accepted.kind) {
      case 'key-reused':
        throw new AccessRefusal('submission.key-reused');
      case 'refused':
        throw new AccessRefusal('submission.rows-refused', { members: { report: accepted.report } });
      case 'accepted': {
        const { submission } = accepted;
        context.status = 201;
        context.set('location', `${prefix}/accounts/${account.id}/${service}/submissions/${submission.id}`);
        context.body = shown(submission, submission.status);
        return;
      }
      default:
        accepted satisfies never;
    }
  });

  router.get(`${prefix}/accounts/:id/:service/submissions/:submission`, async (context) => {
    const service = serviceOf(context.params['service']);
    const { account, clientId, memberId } = await authorize(deps, context);
    const { id: accountId } = account(service, context.params['id']);
    const id = context.params['submission'] ?? '';
    const found = await findSubmission(database, { id, clientId, memberId, accountId, service });
    if (found === undefined) throw new AccessRefusal('request.not-found');
    context.body = shown(found, statusOf(found, japanDate(clock.now())));
  });

  router.get(`${prefix}/accounts/:id/activity`, async (context) => {
    const access = await authorize(deps, context);
    const { id } = access.account('activity', context.params['id']);
    const { rows, ...about } = await page(deps, context, access, { account: id, list: 'activity' }, (request) =>
      listSubmissions(database, { accountId: id, ...request }),
    );
    const today = japanDate(clock.now());
    context.body = {
      ...about,
      requests: rows.map((record) => ({
        id: record.id,
        service: record.service,
        status: statusOf(record, today),
        requestedOn: record.requestedOn,
        submittedAt: new Date(record.submittedAt).toISOString(),
        rows: record.rows,
        total: record.total,
      })),
    } satisfies z.infer<typeof activitySchema>;
  });
}
