import type { IdentityView, LeftOutReason, LeftOutView, Words } from '../../src-main/contract/views.ts';

// Invented 電子証明書: on the PC, on a token, near their end, replaced, and of no use.

export const safeKey: Words = { ja: 'SafeKey トークン', en: 'SafeKey token' };
export const oldKey: Words = { ja: 'OldKey トークン', en: 'OldKey token' };

const taro: IdentityView = {
  id: 'identity-0000000001',
  holder: '経理 太郎',
  company: '株式会社さくら商事',
  subject: 'CN=経理 太郎, OU=keiri01, O=株式会社さくら商事, C=JP',
  issuer: '成協信用組合 法人認証局 G2',
  serial: '5E 21 9A 04 C7 3B 80 1D',
  notBefore: '2026-06-01T00:00:00Z',
  notAfter: '2027-06-01T14:59:59Z',
  daysLeft: 328,
  place: 'token',
  token: { label: 'SafeKey 3', module: safeKey },
  ending: null,
  replaced: false,
};

const hanako: IdentityView = {
  ...taro,
  id: 'identity-0000000002',
  holder: '総務 花子',
  subject: 'CN=総務 花子, OU=soumu02, O=株式会社さくら商事, C=JP',
  serial: '11 0C 44 92 AE 07 5D F3',
  notBefore: '2025-07-20T00:00:00Z',
  notAfter: '2026-07-20T14:59:59Z',
  daysLeft: 12,
  place: 'os-store',
  token: null,
  ending: 'in-30-days',
};

/** Left over after a renewal; still good for five days. */
export const replacedIdentity: IdentityView = {
  ...hanako,
  id: 'identity-0000000003',
  holder: '経理 太郎',
  subject: taro.subject,
  serial: '3A 77 01 BB 20 9C 54 E8',
  notBefore: '2025-07-13T00:00:00Z',
  notAfter: '2026-07-13T14:59:59Z',
  daysLeft: 5,
  ending: 'in-10-days',
  replaced: true,
};

export const identities: readonly IdentityView[] = [taro, hanako];
export const [tokenIdentity, storeIdentity] = [taro, hanako];

export const expired: LeftOutView = {
  ...hanako,
  id: 'left-out-0000000001',
  holder: '前任 五郎',
  subject: 'CN=前任 五郎, OU=keiri00, O=株式会社さくら商事, C=JP',
  serial: '08 E5 6F 31 77 C2 0A 94',
  notBefore: '2025-06-01T00:00:00Z',
  notAfter: '2026-06-01T14:59:59Z',
  daysLeft: -37,
  ending: 'ended',
  reason: 'expired',
};

const leftOutAs = (reason: LeftOutReason, index: number, more: Partial<IdentityView> = {}): LeftOutView => ({
  ...taro,
  place: 'os-store',
  token: null,
  id: `left-out-000000001${String(index)}`,
  serial: `40 0${String(index)} 6F 31 77 C2 0A 94`,
  ...more,
  reason,
});

/** One of each reason. */
export const leftOutOfEach: readonly LeftOutView[] = [
  { ...expired, holder: taro.holder, subject: taro.subject, replaced: true },
  leftOutAs('not-yet-valid', 1, { notBefore: '2026-08-01T00:00:00Z', notAfter: '2027-08-01T14:59:59Z' }),
  leftOutAs('no-private-key', 2, { holder: '総務 花子' }),
  leftOutAs('wrong-usage', 3, { holder: '経理 太郎 (署名用)' }),
  leftOutAs('wrong-issuer', 4, { issuer: 'みなと銀行 EB認証局', holder: 'SAKURA SHOJI 0031' }),
  leftOutAs('cannot-sign', 5, { place: 'token', token: { label: 'OldKey 1', module: oldKey } }),
];

/** Somebody who keeps the books of two hundred companies. */
export const manyIdentities: readonly IdentityView[] = Array.from({ length: 200 }, (_, index) => {
  const number = String(index + 1).padStart(3, '0');
  return {
    ...hanako,
    id: `identity-many-${number}`,
    holder: `担当 ${number}`,
    company: `株式会社さくら商事 第${String(index + 1)}事業所`,
    subject: `CN=担当 ${number}, OU=keiri${number}, O=株式会社さくら商事, C=JP`,
    serial: `A9 ${index.toString(16).toUpperCase().padStart(2, '0')} E3 92 AE F7 5D C3`,
    notAfter: '2027-03-31T14:59:59Z',
    daysLeft: 266,
    ending: null,
  };
});
