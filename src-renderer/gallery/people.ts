import type { View } from '../../src-main/contract/views.ts';
import type { Account, PinAccount, Tpp } from '../bridge/view-types.ts';

// Invented people and companies, the same as in the reference pages.

export const tpp: Tpp = {
  clientId: 'mirai-kaikei',
  name: { ja: 'クラウド会計みらい', en: 'Cloud Kaikei Mirai' },
  company: '株式会社みらいクラウド',
  registration: '関東財務局長(電代)第999号',
  returnTo: 'http://localhost:4000/callback',
};

export const bank: View['bank'] = {
  name: { ja: '成協信用組合', en: 'Seikyo Credit Cooperative' },
  support: {
    name: { ja: '成協信用組合 EBサポート', en: 'Seikyo EB support' },
    phone: '0120-000-000',
    hours: { ja: '平日 9:00～17:00。', en: 'Weekdays 9:00–17:00.' },
  },
};

const holder = 'サクラショウジ(カ';
const head = { ja: '本店営業部', en: 'Head office' };
const station = { ja: '駅前支店', en: 'Station branch' };
const harbour = { ja: '港支店', en: 'Harbour branch' };

export const ordinary: Account = { id: 'acct-head-012', branch: head, type: 'ordinary', last3: '012', holder };
export const stationAccount: Account = { id: 'acct-eki-448', branch: station, type: 'ordinary', last3: '448', holder };
export const deposit: Account = { id: 'acct-head-771', branch: head, type: 'time', last3: '771', holder };
export const current: Account = { id: 'acct-head-305', branch: head, type: 'current', last3: '305', holder };
export const locked: Account = { id: 'acct-port-226', branch: harbour, type: 'ordinary', last3: '226', holder };

/** Somebody with far too many accounts. */
export const manyAccounts: readonly Account[] = Array.from({ length: 120 }, (_, index) => ({
  id: `acct-many-${String(index).padStart(3, '0')}`,
  branch: [head, station, harbour][index % 3] ?? head,
  type: index % 10 === 9 ? 'current' : 'ordinary',
  last3: String((index * 37 + 101) % 1000).padStart(3, '0'),
  holder,
}));

export const pinAccounts: PinAccount[] = [
  { account: stationAccount, state: 'unregistered', triesLeft: 3, registeredAt: null },
  { account: current, state: 'unregistered', triesLeft: 2, registeredAt: null },
  { account: ordinary, state: 'registered', triesLeft: 3, registeredAt: '2025-07-09T01:00:00Z' },
  { account: locked, state: 'locked', triesLeft: 0, registeredAt: null },
];
