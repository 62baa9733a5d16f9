import type {
  LinkContents,
  LinksMember,
  LinksScreen,
  LinksSessionView,
  LinkView,
  SignedReceipt,
} from '../../src-main/contract/links.ts';
import type { View } from '../../src-main/contract/views.ts';
import { identities } from './identities.ts';
import { longBank, longTpp, manyAccounts, ordinary, stationAccount, tpp } from './people.ts';
import { consent } from './steps.ts';
import { failure, view } from './view.ts';

// 連携の管理: the customer's links, and those of all members.

const session: LinksSessionView = {
  id: 'session-of-the-gallery',
  revision: 2,
  allowed: ['extend', 'close'],
  remainingSeconds: 552,
};
const member: LinksMember = { name: '経理 太郎', company: '株式会社さくら商事', role: 'member' };
const admin: LinksMember = { name: '管理 花子', company: '株式会社さくら商事', role: 'admin' };

const words = (ja: string, en: string) => ({ ja, en });
const balance = { id: 'balance', kind: 'inquiry', label: words('残高照会', 'Balance') } as const;
const transactions = { id: 'transactions', kind: 'inquiry', label: words('入出金明細照会', 'Transactions') } as const;
const payroll = { id: 'payroll', kind: 'update', label: words('給与・賞与振込データ受付', 'Payroll data') } as const;
const both = [ordinary.id, stationAccount.id];

const provider = (name: LinkView['tpp']['name'], suspended = false): LinkView['tpp'] => ({
  clientId: 'tpp',
  name,
  company: tpp.company,
  registration: tpp.registration,
  suspended,
});

const standing: LinkView = {
  id: 'link-of-the-gallery-0001',
  member: { name: member.name, own: true },
  tpp: provider(tpp.name),
  services: [
    { ...balance, accounts: both },
    { ...transactions, accounts: both },
    { ...payroll, accounts: [ordinary.id] },
  ],
  accounts: [ordinary, stationAccount],
  status: 'active',
  decidedAt: '2026-07-08T01:31:00Z',
  startedAt: '2026-07-08T01:31:02Z',
  endsOn: '2026-10-06',
  daysLeft: 90,
  lastUsedAt: '2026-07-08T01:40:00Z',
  reducedAt: null,
  ended: null,
  allowed: ['revoke', 'reduce'],
};

const soon: LinkView = {
  ...standing,
  id: 'link-of-the-gallery-0002',
  tpp: provider(words('つばさ経費', 'Tsubasa Expenses')),
  services: [{ ...balance, accounts: [ordinary.id] }],
  accounts: [ordinary],
  decidedAt: '2026-04-21T02:15:00Z',
  startedAt: '2026-04-21T02:15:02Z',
  endsOn: '2026-07-20',
  daysLeft: 12,
  allowed: ['revoke'],
};

const pending: LinkView = {
  ...standing,
  id: 'link-of-the-gallery-0003',
  tpp: provider(words('さくさく給与', 'Saku-saku Payroll')),
  services: [{ ...payroll, accounts: [ordinary.id] }],
  accounts: [ordinary],
  status: 'pending',
  startedAt: null,
  lastUsedAt: null,
  allowed: ['revoke'],
};

const suspended: LinkView = {
  ...standing,
  id: 'link-of-the-gallery-0004',
  tpp: provider(words('資金繰りナビ', 'Cash-flow Navi'), true),
  decidedAt: '2026-06-22T00:20:00Z',
  startedAt: '2026-06-22T00:20:03Z',
  lastUsedAt: '2026-07-06T21:00:00Z',
  reducedAt: '2026-07-01T03:00:00Z',
  endsOn: '2026-09-20',
  daysLeft: 74,
};

/** Permitted for 90 days, or for 180, and used until shortly before it ended. */
const before = {
  decidedAt: '2026-03-30T00:05:00Z',
  startedAt: '2026-03-30T00:05:02Z',
  lastUsedAt: '2026-05-10T21:00:00Z',
  daysLeft: 0,
  allowed: [],
} as const satisfies Partial<LinkView>;

const over = (
  id: string,
  name: LinkView['tpp']['name'],
  ended: NonNullable<LinkView['ended']>,
  endsOn: string,
): LinkView => ({ ...soon, ...before, id, tpp: provider(name), status: 'ended', endsOn, ended });

const expired = over(
  'link-of-the-gallery-0005',
  words('ひなた資金繰り', 'Hinata Cash-flow'),
  { reason: 'expired', by: 'server', at: '2026-06-28T15:00:00Z' },
  '2026-06-28',
);
const revoked = over(
  'link-of-the-gallery-0006',
  words('まなび帳簿', 'Manabi Ledger'),
  { reason: 'revoked', by: 'member', at: '2026-05-11T03:12:00Z' },
  '2026-09-26',
);
const all: readonly LinkView[] = [standing, soon, pending, suspended, expired, revoked];

const long: LinkView = {
  ...standing,
  id: 'link-of-the-gallery-0007',
  member: { name: '勅使河原 長五郎左衛門', own: false },
  tpp: { ...provider(longTpp.name), company: longTpp.company, registration: longTpp.registration },
  services: consent.services.map((service) => ({ ...service, accounts: manyAccounts.map(({ id }) => id) })),
  accounts: [...manyAccounts],
};

const receipt: SignedReceipt = {
  link: standing.id,
  bank: words('成協信用組合', 'Seikyo Credit Cooperative'),
  member: { id: 'm-1', name: member.name, company: member.company },
  tpp: { clientId: 'tpp', name: tpp.name, company: tpp.company, registration: tpp.registration },
  services: standing.services,
  accounts: standing.accounts,
  reduced: null,
  intent: { version: '2026-04-01', text: consent.intent.text },
  decided_at: standing.decidedAt,
  ends_on: standing.endsOn,
  number: '20260708-7K2M-94QD',
};

const at = (screen: View['screen'], more: Partial<View> = {}): View =>
  view(screen, { tpp: null, task: 'links', ...more });
const list = (links: readonly LinkView[], who = member, more: Partial<View> = {}): View =>
  at({ kind: 'links', session, member: who, links, more: false }, more);
const one = (link: LinkView, more: Partial<Extract<LinksScreen, { kind: 'link' }>> = {}): View =>
  at({ kind: 'link', session, member, link, just: null, ...more });

const ended: LinkView = {
  ...standing,
  status: 'ended',
  daysLeft: 0,
  ended: { reason: 'revoked', by: 'member', at: '2026-07-08T02:00:00Z' },
  allowed: [],
};

/** A moment ago the station's account and one 業務 were taken out of it. */
const left: LinkView = {
  ...standing,
  services: [
    { ...balance, accounts: [ordinary.id] },
    { ...payroll, accounts: [ordinary.id] },
  ],
  accounts: [ordinary],
  reducedAt: '2026-07-08T02:00:00Z',
};
const taken: LinkContents = {
  services: [
    { ...balance, accounts: [stationAccount.id] },
    { ...transactions, accounts: both },
  ],
  accounts: [ordinary, stationAccount],
};

/** 120 accounts in every 業務. */
const wide: LinkView = {
  ...standing,
  services: consent.services.map((service) => ({
    ...service,
    accounts: manyAccounts.slice(0, 120).map(({ id }) => id),
  })),
  accounts: manyAccounts.slice(0, 120),
};

const reduce = (link: LinkView, more: Partial<View> = {}, who = member): View =>
  at({ kind: 'link-reduction', session, member: who, link }, more);

const asked = { kind: 'links-password', length: { min: 6, max: 12 }, triesLeft: 6 } as const;
const login: LinksSessionView = { ...session, revision: 1, allowed: ['submit-password', 'extend', 'close'] };

export const linksScenes: Readonly<Record<string, View>> = {
  'links-opening': at({ kind: 'opening' }),
  'links-login': at({ kind: 'login' }),
  'links-certificates': at({
    kind: 'certificates',
    attempt: 'attempt-0000000001',
    identities,
    leftOut: [],
    remembered: null,
    pendingModules: [],
    modulesMissing: [],
  }),
  'links-password': at({ ...asked, session: login, member: { name: member.name, company: member.company } }),
  'links-password-wrong': at(
    { ...asked, session: login, member: { name: member.name, company: member.company }, triesLeft: 2 },
    { notice: failure('login.wrong-password', 'retry', 2) },
  ),
  'links-list': list(all),
  'links-list-over': list(all),
  'links-list-admin': list(
    [
      standing,
      { ...soon, member: { name: '口座 民', own: false } },
      { ...revoked, member: { name: '設計 次郎', own: false } },
    ],
    admin,
  ),
  'links-list-none': list([]),
  'links-list-none-over': list([standing]),
  'links-list-more': at(
    { kind: 'links', session, member: admin, links: [...all, long], more: true },
    { bank: longBank },
  ),
  'links-list-offline': list(all, member, { connection: 'offline' }),
  'links-list-slow': list(all),
  'links-list-low': at({
    kind: 'links',
    session: { ...session, remainingSeconds: 95, allowed: ['close'] },
    member,
    links: all,
    more: false,
  }),
  'links-one': one(standing),
  'links-one-ask': one(standing),
  'links-one-ask-admin': one({ ...standing, member: { name: '口座 民', own: false } }, { member: admin }),
  'links-one-pending': one(pending),
  'links-one-suspended': one(suspended),
  'links-one-expired': one(expired),
  'links-one-ended': one(ended, { just: { kind: 'ended' } }),
  'links-one-long': one(long, { member: admin }),
  'links-one-long-ask': one(long, { member: admin }),
  'links-one-ended-meanwhile': at(
    { kind: 'link', session, member, link: ended, just: null },
    { notice: failure('flow.conflict', 'retry') },
  ),
  'links-one-reduced': one(left, { just: { kind: 'reduced', taken } }),
  'links-reduce': reduce(standing),
  'links-reduce-changed': reduce(standing),
  'links-reduce-nothing': reduce(standing),
  'links-reduce-ask': reduce(standing),
  'links-reduce-ask-admin': reduce({ ...standing, member: { name: '口座 民', own: false } }, {}, admin),
  'links-reduce-stale': reduce(left, { notice: failure('flow.conflict', 'retry') }),
  'links-reduce-slow': reduce(standing),
  'links-reduce-offline': reduce(standing, { connection: 'offline' }),
  'links-reduce-easy': reduce(standing),
  'links-reduce-many': reduce(wide),
  'links-reduce-many-ask': reduce(wide),
  'links-reduce-long': reduce(long, { bank: longBank }, admin),
  'links-reduce-long-ask': reduce(long, { bank: longBank }, admin),
  'links-receipt': at({ kind: 'link-receipt', session, member, link: standing, receipt }),
  'links-receipt-reduced': at({
    kind: 'link-receipt',
    session,
    member,
    link: left,
    receipt: { ...receipt, reduced: { at: '2026-07-08T02:00:00Z', services: left.services, accounts: left.accounts } },
  }),
  'links-receipt-elsewhere': at({
    kind: 'link-receipt',
    session,
    member,
    link: standing,
    receipt: { ...receipt, number: null, intent: { version: '2025-10-01', text: null } },
  }),
  'links-failed-timed-out': at({
    kind: 'failed',
    failure: failure('authorization.timed-out', 'restart-at-tpp'),
    canReturn: false,
    canRetry: true,
  }),
  'links-failed-locked': at({
    kind: 'failed',
    failure: failure('login.locked', 'contact-admin'),
    canReturn: false,
    canRetry: false,
  }),
};
