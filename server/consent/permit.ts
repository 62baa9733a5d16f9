import { findMember } from '../bank/members.ts';
import type { TppRecord } from '../bank/records.ts';
import { Refusal } from '../http/refusal.ts';
import { recordLink } from '../links/links.ts';
import { lastDay } from '../links/term.ts';
import type { FlowDeps } from './flow-deps.ts';
import { saveFlow, type Flow } from './flow-store.ts';
import type { StateAt } from './state.ts';
import { intentText } from './step-view.ts';

/** 許可: the grant, the link with the decision, and the end of the flow; all of it or nothing. */
export async function permit(
  { database, grants, clock, config, audit }: FlowDeps,
  flow: Flow,
  tpp: TppRecord,
  state: StateAt<'permitted'>,
): Promise<Flow> {
  const { memberId, permissions } = state;
  const { clientId, request } = flow;
  const now = clock.now();
  const endsOn = lastDay(now, tpp.linkDays);
  const company = (await findMember(database, memberId))?.company ?? '';
  const grantId = await grants.create({ memberId, clientId, request, permissions, endsOn });
  try {
    return await database.transaction().execute(async (transaction) => {
      const saved = await saveFlow(transaction, flow, { state });
      if (saved === undefined) throw new Refusal('flow.conflict');
      await recordLink(transaction, {
        grantId,
        flowId: flow.id,
        memberId,
        clientId,
        permissions,
        endsOn,
        intentVersion: config.intent.version,
        intentText: intentText(config, tpp, company),
        decidedAt: now.getTime(),
      });
      const { version: intentVersion } = config.intent;
      await audit.record(
        {
          kind: 'decision.permitted',
          actor: `member:${memberId}`,
          subject: `flow:${flow.id}`,
          data: { tpp: clientId, link: grantId, permissions, intentVersion, endsOn },
        },
        transaction,
      );
      return saved;
    });
  } catch (error) {
    await grants.destroy(grantId);
    throw error;
  }
}
