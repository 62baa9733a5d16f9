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

/** Names as long as the contract's users can make them: 60 characters, and a company that needs two lines. */
export const longTpp: Tpp = {
  ...tpp,
  name: {
    ja: '全国中小企業経営支援クラウド会計・請求・給与・経費・資金繰り統合管理サービスみらいプレミアムエディション法人版二〇二六',
    en: 'Nationwide Small Business Cloud Accounting, Bills and Payroll',
  },
  company: '一般社団法人全国中小企業デジタル経営推進機構クラウドサービス事業統括本部株式会社',
  registration: '関東財務局長(電代)第1234567890号',
};

export const longBank: View['bank'] = {
  name: {
    ja: '全国医療福祉関係従事者信用組合連合会東日本統括本部',
    en: 'Federation of Credit Cooperatives for Health and Welfare Workers, East Japan',
  },
  support: {
    name: {
      ja: '全国医療福祉関係従事者信用組合 法人インターネットバンキング お客さまサポートセンター',
      en: 'Corporate internet banking customer support centre of the Health and Welfare Credit Cooperative',
    },
    phone: '0120-000-000',
    hours: {
      ja: '平日 9:00～17:00(12月31日から1月3日まで、祝日、および5月3日から5月5日までを除く)。',
      en: 'Weekdays 9:00–17:00, except 31 December to 3 January, public holidays and 3 to 5 May.',
    },
  },
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
export const manyAccounts: readonly Account[] = Array.from({ length: 200 }, (_, index) => ({
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
