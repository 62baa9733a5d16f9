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
  version: '2026-10-01',
  text: {
    ja: [
      '{company}は、{bank}が次の業務を{tpp}に提供することを許可します。',
      '{tpp}は、許可された口座の情報だけを、許可された期間に限って利用します。',
      '許可は、期間の途中でもいつでも取り消せます。',
    ].join('\n'),
    en: [
      '{company} permits {bank} to provide the following services to {tpp}.',
      '{tpp} uses only the information of the permitted accounts, and only within the permitted period.',
      'The permission can be withdrawn at any time, also within the period.',
    ].join('\n'),
  },
};

export type ProfileParts = {
  readonly issuer: string;
  readonly certificateOrigin: string;
  readonly caSha256: string;
};

/** The bank profile the app is started with in the test environment (its schema belongs to the app). */
export function mockProfile({ issuer, certificateOrigin, caSha256 }: ProfileParts): object {
  return {
    environment: 'test',
    bank: mockBank,
    issuer,
    certificateOrigin,
    scheme: mockScheme,
    trust: { caSha256, hosts: ['localhost'] },
  };
}
