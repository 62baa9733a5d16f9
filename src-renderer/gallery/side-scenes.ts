import type { View } from '../../src-main/contract/views.ts';
import {
  consentOfRenewal,
  inquiryPinResultPartly,
  inquiryPinLocked,
  inquiryPinNoneOnFile,
  inquiryPinOnlyLocked,
  pinCommands,
  servicesEmpty,
  servicesFew,
  servicesNone,
  servicesOfKinds,
  password,
  consent,
} from './steps.ts';
import { tpp } from './people.ts';
import { logo } from './logo.ts';
import { failure, step, view } from './view.ts';

// Beside the straight way: refused, offline, slow, asked back. What a scene does beyond its view is in `acts.ts`.

const consentCommands = ['permit', 'refuse', 'back', 'cancel', 'extend'] as const;
const offline: Partial<View> = { connection: 'offline' };
const permitted = { kind: 'done', outcome: 'permitted', handedBack: true } as const;
const receipt = { number: '20260708-7K2M-94QD', decidedAt: '2026-07-08T01:31:00Z', kept: 'this-pc' } as const;

export const sideScenes: Readonly<Record<string, View>> = {
  'waiting-offline': view({ kind: 'waiting' }, { tpp: null, ...offline }),
  'login-logo': view({ kind: 'login' }, { tpp: { ...tpp, logo } }),
  'login-logo-broken': view({ kind: 'login' }, { tpp: { ...tpp, logo: 'data:image/png;base64,AAAA' } }),
  'login-test': view({ kind: 'login' }, { environment: 'test' }),
  'login-cancel': view({ kind: 'login' }),
  'login-help': view({ kind: 'login' }),
  'login-display': view({ kind: 'login' }),
  'login-slow': view({ kind: 'login' }),
  'login-easy': view({ kind: 'login' }),
  'password-open': step('login', password, ['submit-password', 'cancel', 'extend']),
  'password-low': step('login', password, ['submit-password', 'cancel', 'extend'], { remaining: 90 }),
  'password-wrong-last': step('login', { ...password, triesLeft: 1 }, ['submit-password', 'cancel'], {
    notice: failure('login.wrong-password', 'retry', 1),
  }),
  'services-cancel': step('services', servicesFew, ['choose-services', 'cancel', 'extend']),
  'services-close': step('services', servicesFew, ['choose-services', 'cancel', 'extend']),
  'services-open': step('services', servicesFew, ['choose-services', 'cancel', 'extend']),
  'services-reasons': step('services', servicesNone, ['choose-services', 'cancel', 'extend']),
  'services-kinds': step('services', servicesOfKinds, ['choose-services', 'cancel', 'extend']),
  'services-slow': step('services', servicesFew, ['choose-services', 'cancel', 'extend']),
  'services-refused': step('services', servicesEmpty, ['choose-services', 'cancel', 'extend'], {
    notice: failure('authorization.nothing-selected', 'retry'),
  }),
  'services-conflict': step('services', servicesFew, ['choose-services', 'cancel', 'extend'], {
    notice: failure('flow.conflict', 'retry'),
  }),
  'services-busy': step('services', servicesFew, ['choose-services', 'cancel', 'extend'], {
    notice: failure('link.busy', 'retry'),
  }),
  'services-offline': step('services', servicesFew, ['choose-services', 'cancel', 'extend'], { around: offline }),
  'services-easy': step('services', servicesFew, ['choose-services', 'cancel', 'extend']),
  'inquiry-pin-locked': step('inquiryPin', inquiryPinLocked, pinCommands, {
    notice: failure('pin.locked', 'contact-bank', 0),
  }),
  'inquiry-pin-only-locked': step('inquiryPin', inquiryPinOnlyLocked, ['back', 'cancel', 'extend'], {
    notice: failure('pin.locked', 'contact-bank', 0),
  }),
  'inquiry-pin-none-on-file': step('inquiryPin', inquiryPinNoneOnFile, pinCommands, {
    notice: failure('pin.none-on-file', 'contact-bank'),
  }),
  'inquiry-pin-result-partly': step('inquiryPinResult', inquiryPinResultPartly, [
    'confirm-result',
    'register-another',
    'back',
    'cancel',
  ]),
  'consent-checked': step('consent', consent, [...consentCommands]),
  'consent-refuse': step('consent', consent, [...consentCommands]),
  'consent-slow': step('consent', consent, [...consentCommands]),
  'consent-offline': step('consent', consent, [...consentCommands], { around: offline }),
  'consent-easy': step('consent', consent, [...consentCommands]),
  'consent-difference': step('consent', consentOfRenewal, [...consentCommands]),
  'consent-test': step('consent', consent, [...consentCommands], { around: { environment: 'test' } }),
  'done-receipt': view({ ...permitted, receipt }),
  'done-receipt-memory': view({ ...permitted, receipt: { ...receipt, kept: 'memory' } }),
  'done-not-opened': view({ ...permitted, receipt, handedBack: false }),
  'done-failed': view({ kind: 'done', outcome: 'failed', handedBack: true }),
  starting: view({ kind: 'waiting' }),
  crashed: view({ kind: 'waiting' }),
};
