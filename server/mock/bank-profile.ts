import type { Bank, Intent } from '../config.ts';

export const mockScheme = 'renkei-mock';

export const mockBank: Bank = {
  name: { ja: '成協信用組合', en: 'Seikyo Credit Cooperative' },
  support: {
    name: { ja: '法人インターネットバンキング サポート', en: 'Corporate Internet Banking Support' },
    phone: '0120-000-000',
    hours: { ja: '平日 9時から18時まで(架空の窓口)', en: 'Weekdays 9:00 to 18:00 (not a real desk)' },
  },
};

export const mockIntent: Intent = {
  version: '2026-11-01',
  text: {
    ja: [
      '{company}は、{bank}が上の内容で{tpp}に口座の情報を渡し、データを受け付けることを許可します。',
      'ログインしていない間も、期限までくり返し行われます。',
      '許可は、期限の前でもいつでも取り消せます。',
    ].join('\n'),
    en: [
      '{company} permits {bank} to give account information to {tpp} and to accept data from it, as stated above.',
      'This happens repeatedly until the end date, also while nobody is logged in.',
      'The permission can be withdrawn at any time before that date.',
    ].join('\n'),
  },
};

export type ProfileParts = {
  readonly issuer: string;
  readonly certificateOrigin: string;
  readonly caSha256: string;
  /** Issuers (CN) whose certificates the bank takes. */
  readonly certificateIssuers: readonly string[];
  /** Absolute path of the PKCS#11 module of the test persons' tokens; `null` where there is none. */
  readonly tokenModule: string | null;
};

/** In a profile, and in one that stands in front of another module. `null`: there is none on this machine. */
export const mockTokenModule = (path: string | null): object => ({
  id: 'softhsm',
  name: { ja: 'SoftHSM(テスト用)', en: 'SoftHSM (test)' },
  path: path === null ? {} : { linux: path },
});

/** The bank profile the app is started with in the test environment (its schema belongs to the app). */
export function mockProfile(parts: ProfileParts): object {
  const { issuer, certificateOrigin, caSha256, certificateIssuers, tokenModule } = parts;
  return {
    environment: 'test',
    bank: mockBank,
    issuer,
    certificateOrigin,
    certificateIssuers,
    // Named even where it is not there: a tester can play that it is missing.
    tokenModules: [mockTokenModule(tokenModule)],
    scheme: mockScheme,
    trust: { caSha256, hosts: ['localhost'] },
  };
}
