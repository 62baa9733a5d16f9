import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { memberAccounts } from '../../../bank/accounts.ts';
import { serviceIds } from '../../../contract/catalogue.ts';
import { tppRecordSchema } from '../../../bank/tpps.ts';
import { japanDate, lastDay } from '../../../links/term.ts';
import type { FlowState } from '../../../consent/state.ts';
import { inScope } from '../scope.ts';
import { defineScenario, noParameters, type Activation } from '../scenario.ts';

const tpps = ({ stage, scope }: Activation<unknown>): readonly string[] => inScope(scope.tpps, stage.tpps());

/** `now`: for everything from now on. `authorize`: when the app opens the request, so that the app shows it and not the TPP. */
const momentParameter = z.enum(['now', 'authorize']).default('authorize');

const tppSuspended = defineScenario({
  id: 'tpp-suspended',
  title: { ja: '連携先の利用停止', en: 'TPP suspended' },
  what: {
    ja: '銀行が連携先を停止します。標準ではアプリが依頼を開くときに停止し、アプリの画面に出ます。',
    en: 'The bank suspends the TPP; left out, when the app opens the request, so that the app shows it.',
  },
  codes: ['authorization.tpp-suspended'],
  holds: ['tpp-record'],
  scope: ['tpps'],
  parameters: z.strictObject({ at: momentParameter }),
  async start(activation) {
    const { stage, journal, parameters, scope } = activation;
    const suspend = (client_id: string) => journal.update('tpps', { client_id }, { suspended: 1 });
    if (parameters.at === 'now') {
      for (const id of tpps(activation)) await suspend(id);
      return {};
    }
    const done = new Set<string>();
    const stop = stage.gate.add({
      points: ['authorize'],
      scope,
      async act({ tpp }) {
        if (tpp !== null && !done.has(tpp)) await suspend(tpp);
        if (tpp !== null) done.add(tpp);
        return false;
      },
    });
    return { stop };
  },
});

const tppFixed = defineScenario({
  id: 'tpp-fixed-services',
  title: { ja: '業務が固定の連携先', en: 'TPP with fixed services' },
  what: {
    ja: '業務の組が決まった連携先にします。手順2は出ません。',
    en: "The TPP's services are fixed: step 2 is not shown.",
  },
  codes: [],
  holds: ['tpp-record'],
  scope: ['tpps'],
  parameters: noParameters,
  async start(activation) {
    const { stage, journal } = activation;
    for (const client_id of tpps(activation)) {
      const row = await stage.database
        .selectFrom('tpps')
        .select('record_json')
        .where('client_id', '=', client_id)
        .executeTakeFirst();
      if (row === undefined) continue;
      const record = { ...tppRecordSchema.parse(JSON.parse(row.record_json)), fixedServices: true };
      await journal.update('tpps', { client_id }, { record_json: JSON.stringify(record) });
    }
    return {};
  },
});

const tppUnknown = defineScenario({
  id: 'tpp-unknown',
  title: { ja: '登録のない連携先', en: 'Unknown TPP' },
  what: {
    ja: 'アプリに渡るリンクの連携先IDが、銀行に登録のないものになります。',
    en: 'The link that reaches the app names a TPP the bank has never registered.',
  },
  codes: ['authorization.unknown-tpp'],
  holds: ['tpp-record', 'request'],
  scope: ['tpps'],
  parameters: z.strictObject({ at: z.enum(['launch', 'authorize']).default('authorize') }),
  start({ stage, parameters, scope }) {
    const stop = stage.gate.add({
      points: [parameters.at],
      scope,
      act(_visit, { request }) {
        const url = new URL(request.url ?? '/', 'http://localhost');
        url.searchParams.set('client_id', 'never-registered');
        request.url = `${url.pathname}${url.search}`;
        return Promise.resolve(false);
      },
    });
    return Promise.resolve({ stop });
  },
});

const requestExpired = defineScenario({
  id: 'request-expired',
  title: { ja: '依頼の期限切れ', en: 'Request expired (PAR)' },
  what: {
    ja: '連携先の依頼(PAR)が、アプリで開くときには期限を過ぎています。',
    en: "The TPP's pushed request has passed its end when the app opens it.",
  },
  codes: ['authorization.expired'],
  holds: ['request'],
  scope: ['tpps'],
  parameters: z.strictObject({ at: z.enum(['launch', 'authorize']).default('authorize') }),
  start({ stage, journal, parameters, scope }) {
    const stop = stage.gate.add({
      points: [parameters.at],
      scope,
      async act({ pushed }) {
        if (pushed !== null) {
          const expires_at = stage.clock.now().getTime() - 1;
          await journal.update('oidc', { model: 'PushedAuthorizationRequest', id: pushed }, { expires_at });
        }
        return false;
      },
    });
    return Promise.resolve({ stop });
  },
});

const cancelled: FlowState = { at: 'cancelled', from: 'certificate', timedOut: false };

const requestUsed = defineScenario({
  id: 'request-used',
  title: { ja: '使用済みの依頼', en: 'Request already used' },
  what: {
    ja: 'アプリで開くときには、同じ依頼がすでに使われています(別の画面で開いて中止した形)。',
    en: 'The same request was opened before, elsewhere, when the app opens it.',
  },
  codes: ['authorization.used'],
  holds: ['request'],
  scope: ['tpps'],
  parameters: noParameters,
  start({ stage, journal, scope }) {
    const stop = stage.gate.add({
      points: ['authorize'],
      scope,
      async act({ pushed, tpp }) {
        if (pushed === null || tpp === null) return false;
        const now = stage.clock.now().getTime();
        await journal.put(
          'flows',
          { par_id: pushed },
          { ...emptyFlow(tpp, cancelled, now), ends_at: now, seal_json: null, ticket_hash: null },
        );
        return false;
      },
    });
    return Promise.resolve({ stop });
  },
});

const emptyFlow = (client_id: string, state: FlowState, now: number) => ({
  id: randomUUID(),
  cid: randomUUID(),
  client_id,
  request_json: JSON.stringify({ redirectUri: 'https://tpp.invalid/callback', services: [], scope: 'openid' }),
  state_json: JSON.stringify(state),
  revision: 1,
  extensions_used: 0,
  created_at: now,
});

const steps = ['certificate', 'password', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'] as const;

const timedOut = defineScenario({
  id: 'session-timed-out',
  title: { ja: '手続きの時間切れ', en: 'Session timed out' },
  what: {
    ja: '指定した手順でボタンを押したとき、手続きの残り時間がなくなっています。',
    en: "The flow's time is over when the customer presses the button at that step.",
  },
  codes: ['authorization.timed-out'],
  holds: ['flow-life'],
  scope: ['personas', 'tpps'],
  parameters: z.strictObject({ at: z.enum(steps).default('password') }),
  start({ stage, journal, parameters, scope }) {
    const stop = stage.gate.add({
      points: [parameters.at],
      scope,
      async act({ flow }) {
        const ends_at = stage.clock.now().getTime();
        if (flow !== null && flow.endsAt > ends_at) await journal.update('flows', { id: flow.id }, { ends_at });
        return false;
      },
    });
    return Promise.resolve({ stop });
  },
});

const returnAddress = defineScenario({
  id: 'return-address-changed',
  title: { ja: '連携先に戻れない', en: 'Cannot return to the TPP' },
  what: {
    ja: '手続きの途中で、銀行の記録にある戻り先が変わります。アプリは、聞いていない場所へはブラウザーを送りません。',
    en: "The return address in the bank's record changes midway; the app sends the browser nowhere it was not told of.",
  },
  codes: ['authorization.cannot-return'],
  holds: ['return-address'],
  scope: ['personas', 'tpps'],
  parameters: noParameters,
  start({ stage, journal, scope }) {
    const stop = stage.gate.add({
      points: ['password', 'services', 'inquiryPin', 'inquiryPinResult'],
      scope,
      async act({ flow }) {
        if (flow === null) return false;
        const request = { ...flow.request, redirectUri: 'https://moved.example/callback' };
        await journal.update('flows', { id: flow.id }, { request_json: JSON.stringify(request) });
        return false;
      },
    });
    return Promise.resolve({ stop });
  },
});

const existingLink = defineScenario({
  id: 'existing-link',
  title: { ja: '既存の連携がある', en: 'Existing link' },
  what: {
    ja: '利用者と連携先の間に、すでに有効な連携があります。手順5で、置き換えになることを示します。',
    en: 'A link already stands between the person and the TPP: step 5 says that it will be replaced.',
  },
  codes: [],
  holds: ['link'],
  scope: ['personas', 'tpps'],
  parameters: z.strictObject({ daysLeft: z.int().min(0).max(365).default(20) }),
  async start(activation) {
    const { stage, journal, parameters, scope } = activation;
    const now = stage.clock.now();
    const ends_on = parameters.daysLeft === 0 ? japanDate(now) : lastDay(now, parameters.daysLeft);
    const people = inScope(
      scope.personas,
      stage.personas().map(({ id }) => id),
    );
    for (const member_id of people)
      for (const client_id of tpps(activation)) {
        const standing = await stage.database
          .selectFrom('links')
          .select('grant_id')
          .where('member_id', '=', member_id)
          .where('client_id', '=', client_id)
          .where('status', '=', 'active')
          .executeTakeFirst();
        if (standing !== undefined) {
          await journal.update('links', { grant_id: standing.grant_id }, { ends_on });
          continue;
        }
        const at = now.getTime();
        const accounts = (await memberAccounts(stage.database, member_id)).slice(0, 1).map(({ id }) => id);
        const permissions = [{ service: serviceIds[0], accounts }];
        const flow = emptyFlow(client_id, { at: 'permitted', memberId: member_id, permissions }, at);
        await journal.put(
          'flows',
          { id: flow.id },
          { ...flow, par_id: flow.id, ends_at: at, seal_json: null, ticket_hash: null },
        );
        await journal.put(
          'links',
          { grant_id: `scenario-${flow.id}` },
          {
            flow_id: flow.id,
            member_id,
            client_id,
            status: 'active',
            permissions_json: JSON.stringify(permissions),
            ends_on,
            intent_version: 'scenario',
            decided_at: at,
            ended_at: null,
          },
        );
      }
    return {};
  },
});

export const requestScenarios = [
  tppSuspended,
  tppFixed,
  tppUnknown,
  requestExpired,
  requestUsed,
  timedOut,
  returnAddress,
  existingLink,
];
