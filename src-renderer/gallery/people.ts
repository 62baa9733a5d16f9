import type { IdentityView, View } from '../../src-main/contract/views.ts';
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

export const identities: readonly IdentityView[] = [
  {
    id: 'identity-0000000001',
    holder: '経理 太郎',
    company: '株式会社さくら商事',
    subject: 'CN=経理 太郎, OU=keiri01, O=株式会社さくら商事, C=JP',
    issuer: '成協信用組合 法人認証局 G2',
    serial: '5E 21 9A 04 C7 3B 80 1D',
    notBefore: '2026-06-01T00:00:00Z',
    notAfter: '2027-06-01T14:59:59Z',
    daysLeft: 328,
    place: 'os-store',
  },
  {
    id: 'identity-0000000002',
    holder: '総務 花子',
    company: '株式会社さくら商事',
    subject: 'CN=総務 花子, OU=soumu02, O=株式会社さくら商事, C=JP',
    issuer: '成協信用組合 法人認証局 G2',
    serial: '11 0C 44 92 AE 07 5D F3',
    notBefore: '2025-07-20T00:00:00Z',
    notAfter: '2026-07-20T14:59:59Z',
    daysLeft: 12,
    place: 'os-store',
  },
  {
    id: 'identity-0000000003',
    holder: '経理 太郎',
    company: '株式会社さくら商事',
    subject: 'CN=経理 太郎, OU=keiri01, O=株式会社さくら商事, C=JP',
    issuer: '成協信用組合 法人認証局 G2',
    serial: '3A 77 01 BB 20 9C 54 E8',
    notBefore: '2025-06-01T00:00:00Z',
    notAfter: '2026-06-01T14:59:59Z',
    daysLeft: -37,
    place: 'os-store',
  },
];
