import type { View } from '../../src-main/contract/views.ts';
import type { Account, PinAccount } from '../bridge/view-types.ts';
import { failureSceneName } from './failure-scenes.ts';
import { longBank, longTpp, manyAccounts } from './people.ts';
import { consent, inquiryPin, password, servicesFew, servicesMany, servicesOfKinds } from './steps.ts';
import { failure, step, view } from './view.ts';

// The most that a customer can have and the longest that anybody is called.

const around: Partial<View> = { tpp: longTpp, bank: longBank };
const company = '一般社団法人全国中小企業デジタル経営推進機構クラウドサービス事業統括本部経理財務管理課株式会社';
const longIntent = {
  ...consent.intent,
  text: {
    ja: `${company}は、${longBank.name.ja}が上の内容で${longTpp.name.ja}に口座の情報を渡し、データを受け付けることを許可します。ログインしていない間も、期限までくり返し行われます。渡した情報の取り扱いは、${longTpp.name.ja}の利用規約によります。`,
    en: `${company} permits ${longBank.name.en} to pass account information to ${longTpp.name.en} and to accept data from it as stated above, repeatedly until the end date and while nobody is logged in. What happens to the information there is governed by the terms of ${longTpp.name.en}.`,
  },
};
const everything = consent.services.map((service) => ({ ...service, accounts: manyAccounts.map(({ id }) => id) }));

const unregistered = (account: Account): PinAccount => ({
  account,
  state: 'unregistered',
  triesLeft: 3,
  registeredAt: null,
});

export const limitScenes: Readonly<Record<string, View>> = {
  'limits-opening': view({ kind: 'opening' }, { ...around, tpp: null }),
  'limits-login': view({ kind: 'login' }, around),
  'limits-password': step(
    'login',
    { ...password, member: { name: '勅使河原 長五郎左衛門', company } },
    ['submit-password', 'cancel', 'extend'],
    { around },
  ),
  'limits-services': step('services', servicesFew, ['choose-services', 'back', 'cancel', 'extend'], { around }),
  'limits-services-kinds': step('services', servicesOfKinds, ['choose-services', 'back', 'cancel', 'extend'], {
    around,
  }),
  'limits-services-200': step('services', servicesMany, ['choose-services', 'back', 'cancel', 'extend'], { around }),
  'limits-inquiry-pin': step(
    'inquiryPin',
    { ...inquiryPin, accounts: manyAccounts.map(unregistered) },
    ['register-inquiry-pin', 'skip-inquiry-pin', 'back', 'cancel', 'extend'],
    { around },
  ),
  'limits-consent': step(
    'consent',
    { ...consent, company, accounts: [...manyAccounts], services: everything, intent: longIntent },
    ['permit', 'refuse', 'back', 'cancel', 'extend'],
    { around },
  ),
  'limits-done': view(
    {
      kind: 'done',
      outcome: 'permitted',
      handedBack: true,
      receipt: { number: '20260708-7K2M-94QD', decidedAt: '2026-07-08T01:31:00Z', kept: 'this-pc' },
    },
    around,
  ),
  [`limits-${failureSceneName('authorization.tpp-suspended')}`]: view(
    {
      kind: 'failed',
      failure: failure('authorization.tpp-suspended', 'contact-bank'),
      canReturn: true,
      canRetry: false,
    },
    around,
  ),
};
