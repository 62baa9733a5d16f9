import type { StepView } from '../../src-main/contract/views.ts';
import type { Account, CommandKind, PinAccount, ServiceOffer, StepOf, Unavailable } from '../bridge/view-types.ts';
import { current, deposit, locked, manyAccounts, ordinary, pinAccounts, stationAccount } from './people.ts';

export const password: StepOf<'password'> = {
  kind: 'password',
  member: { name: '経理 太郎', company: '株式会社さくら商事' },
  length: { min: 6, max: 12 },
  triesLeft: 6,
};

type Labels = Pick<ServiceOffer, 'id' | 'kind' | 'label' | 'what'>;
const labels: readonly Labels[] = [
  {
    id: 'balance',
    kind: 'inquiry',
    label: { ja: '残高照会', en: 'Balance' },
    what: { ja: '口座の残高', en: 'Balance of the account' },
  },
  {
    id: 'transactions',
    kind: 'inquiry',
    label: { ja: '入出金明細照会', en: 'Transactions' },
    what: { ja: '入金と出金の明細', en: 'Money in and out' },
  },
  {
    id: 'incoming-transfers',
    kind: 'inquiry',
    label: { ja: '振込入金明細照会', en: 'Incoming transfers' },
    what: { ja: '振り込まれた相手と金額', en: 'Who paid how much' },
  },
  {
    id: 'bulk-transfer',
    kind: 'update',
    label: { ja: '総合振込データ受付', en: 'Bulk transfer data' },
    what: { ja: '振込先と金額を送る', en: 'Sends payees and amounts' },
  },
  {
    id: 'payroll',
    kind: 'update',
    label: { ja: '給与・賞与振込データ受付', en: 'Payroll data' },
    what: { ja: '支払先と金額を送る', en: 'Sends payees and amounts' },
  },
];

function unavailable(service: Labels, { id, type }: Account): Unavailable | null {
  if (type === 'time' && service.id !== 'balance') return 'time-deposit';
  return id === locked.id ? 'pin-locked' : null;
}

const offer = (label: Labels, accounts: readonly Account[]): ServiceOffer => ({
  ...label,
  accounts: accounts.map((account) => ({ account: account.id, unavailable: unavailable(label, account) })),
});

function services(accounts: Account[], chosen: StepOf<'services'>['chosen']): StepView {
  return { kind: 'services', accounts, services: labels.map((label) => offer(label, accounts)), chosen };
}

const both = [ordinary.id, stationAccount.id];
const chosen: StepOf<'services'>['chosen'] = [
  { service: 'balance', accounts: both },
  { service: 'transactions', accounts: both },
  { service: 'bulk-transfer', accounts: [ordinary.id] },
];
export const servicesFew = services([ordinary, stationAccount, deposit], chosen);
export const servicesEmpty = services([ordinary, stationAccount, deposit], []);

/** For a TPP that uses 普通 only. */
const kinds = [ordinary, current, deposit];
export const servicesOfKinds: StepView = {
  kind: 'services',
  accounts: kinds,
  services: labels.map((label) => ({
    ...label,
    accounts: kinds.map((account) => ({
      account: account.id,
      unavailable: unavailable(label, account) ?? (account.type === 'ordinary' ? null : 'type-not-needed'),
    })),
  })),
  chosen: [
    { service: 'balance', accounts: [ordinary.id] },
    { service: 'transactions', accounts: [ordinary.id] },
  ],
};
export const servicesNone = services([ordinary, stationAccount, deposit, locked], []);
export const servicesMany = services([...manyAccounts], [{ service: 'balance', accounts: ['acct-many-000'] }]);

export const inquiryPin: StepOf<'inquiryPin'> = { kind: 'inquiryPin', accounts: pinAccounts, digits: 4 };
export const pinCommands: CommandKind[] = ['register-inquiry-pin', 'skip-inquiry-pin', 'back', 'cancel'];

/** What a refused number makes of the account that is chosen first. */
const afterRefusal = (more: Partial<PinAccount>): StepOf<'inquiryPin'> => ({
  ...inquiryPin,
  accounts: pinAccounts.map((entry) => (entry.account === stationAccount ? { ...entry, ...more } : entry)),
});
export const inquiryPinOnceWrong = afterRefusal({ triesLeft: 2 });
export const inquiryPinLocked = afterRefusal({ state: 'locked', triesLeft: 0 });
export const inquiryPinNoneOnFile = afterRefusal({ state: 'none-on-file' });

/** The only account there is, before its number is refused and after. */
const only = (step: StepOf<'inquiryPin'>): StepOf<'inquiryPin'> => ({
  ...step,
  accounts: step.accounts.filter(({ account }) => account === stationAccount),
});
export const inquiryPinOnly = only(inquiryPin);
export const inquiryPinOnlyLocked = only(inquiryPinLocked);

/** All that was chosen is registered. */
export const inquiryPinResult: StepView = {
  kind: 'inquiryPinResult',
  accounts: [
    { account: stationAccount, state: 'registered-now', triesLeft: 3, registeredAt: '2026-07-08T01:28:00Z' },
    { account: ordinary, state: 'registered', triesLeft: 3, registeredAt: '2025-07-09T01:00:00Z' },
    { account: current, state: 'registered', triesLeft: 3, registeredAt: '2025-07-09T01:02:00Z' },
  ],
};

export const consent: StepOf<'consent'> = {
  kind: 'consent',
  company: '株式会社さくら商事',
  member: '経理 太郎',
  accounts: [ordinary, stationAccount, current],
  services: labels.slice(0, 4).flatMap(({ id, kind, label }) => {
    if (id === 'incoming-transfers') return [];
    return [{ id, kind, label, accounts: kind === 'update' ? [ordinary.id] : both }];
  }),
  leftOut: [],
  endsOn: '2026-10-06',
  days: 90,
  intent: {
    version: '2026-04-01',
    text: {
      ja: '株式会社さくら商事は、成協信用組合が上の内容でクラウド会計みらいに口座の情報を渡し、データを受け付けることを許可します。ログインしていない間も、期限までくり返し行われます。渡した情報の取り扱いは、クラウド会計みらいの利用規約によります。',
      en: 'Sakura Shoji permits Seikyo Credit Cooperative to pass account information to Cloud Kaikei Mirai and to accept data from it as stated above, repeatedly until the end date and while nobody is logged in. What happens to the information there is governed by the terms of Cloud Kaikei Mirai.',
    },
  },
  existing: null,
};

export const consentRenewal: StepView = {
  ...consent,
  leftOut: [current.id],
  existing: { endsOn: '2026-07-20' },
};

/** Something added, something gone, something kept. */
export const consentOfRenewal: StepView = {
  ...consent,
  existing: {
    endsOn: '2026-07-20',
    services: [
      { id: 'balance', kind: 'inquiry', label: { ja: '残高照会', en: 'Balance' }, accounts: [ordinary] },
      {
        id: 'incoming-transfers',
        kind: 'inquiry',
        label: { ja: '振込入金明細照会', en: 'Incoming transfers' },
        accounts: [ordinary, stationAccount],
      },
      {
        id: 'transactions',
        kind: 'inquiry',
        label: { ja: '入出金明細照会', en: 'Transactions' },
        accounts: [ordinary, stationAccount],
      },
    ],
  },
};

/** One registered, one refused with tries left, one locked. */
export const inquiryPinResultPartly: StepView = {
  kind: 'inquiryPinResult',
  accounts: pinAccounts.map((entry) =>
    entry.account === stationAccount
      ? { ...entry, state: 'registered-now', registeredAt: '2026-07-08T01:28:00Z' }
      : entry.account === current
        ? { ...entry, triesLeft: 2 }
        : entry,
  ),
};
