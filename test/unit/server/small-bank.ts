import type { BankSeed } from '../../../server/bank/records.ts';

const contractId = 'contract-1';

const account = (
  id: string,
  last3: string,
  pin: string | null,
  registered: boolean,
  pinFailures = 0,
): BankSeed['accounts'][number] => ({
  id,
  contractId,
  branch: { ja: '本店営業部', en: 'Head Office' },
  type: 'ordinary',
  number: `1234${last3}`,
  last3,
  holder: 'カ)サクラシヨウジ',
  balance: 1_000_000,
  closed: false,
  pin,
  pinRegisteredAt: registered ? '2026-01-01T00:00:00.000Z' : null,
  pinFailures,
});

/** One TPP, one member, four accounts: registered, unregistered, locked, without a PIN on file. */
export const smallBank = (): BankSeed => ({
  tpps: [
    {
      clientId: 'mirai',
      name: { ja: 'クラウド会計みらい', en: 'Cloud Accounting Mirai' },
      company: '株式会社みらいクラウド',
      registration: '関東財務局長(電代)第1号',
      redirectUris: ['https://tpp.example.jp/callback'],
      services: ['balance', 'transactions'],
      fixedServices: false,
      linkDays: 90,
      suspended: false,
      jwks: { keys: [{ kty: 'EC' }] },
    },
  ],
  members: [
    {
      id: 'taro',
      contractId,
      company: '株式会社さくら商事',
      name: '経理 太郎',
      role: 'member',
      loginPassword: 'Sakura2026',
      accounts: ['account-a', 'account-b', 'account-c', 'account-d'],
      services: ['balance', 'transactions'],
    },
  ],
  certificates: [{ memberId: 'taro', issuerHash: 'ab', serial: '01' }],
  accounts: [
    account('account-a', '012', '1012', true),
    account('account-b', '448', '1448', false),
    account('account-c', '305', '1305', false, 3),
    account('account-d', '771', null, false),
  ],
  transactions: Array.from({ length: 120 }, (_, index) => ({
    id: `t${String(index).padStart(3, '0')}`,
    accountId: 'account-a',
    date: `2026-0${String(1 + Math.floor(index / 40))}-15`,
    amount: 100,
    balance: 100 * index,
    description: '振込入金',
    transferFrom: index % 2 === 0 ? 'カ)ヤマナミ' : null,
  })),
});
