import type { Failure, FailureCode, Recovery } from '../../src-main/contract/failure.ts';
import {
  contractVersion,
  type Screen,
  type SnapshotView,
  type StepView,
  type View,
} from '../../src-main/contract/views.ts';
import type { CommandKind, Place } from '../bridge/view-types.ts';
import { bank, identities, tpp } from './people.ts';
import * as steps from './steps.ts';

const places: readonly Place[] = ['login', 'services', 'inquiryPin', 'inquiryPinResult', 'consent'];

function view(screen: Screen, more: Partial<View> = {}): View {
  return {
    contract: contractVersion,
    sequence: 1,
    environment: 'production',
    bank,
    tpp,
    screen,
    notice: null,
    ...more,
  };
}

type StepMore = { readonly remaining?: number; readonly skip?: readonly Place[]; readonly notice?: Failure };

function step(at: Place, shown: StepView, allowed: CommandKind[], more: StepMore = {}): View {
  const here = places.indexOf(at);
  const snapshot: SnapshotView = {
    flow: 'flow-of-the-gallery-01',
    revision: 1,
    tpp,
    progress: places.map((place, index) => ({
      place,
      state:
        more.skip?.includes(place) === true ? 'skipped' : index < here ? 'done' : index === here ? 'current' : 'todo',
    })),
    step: shown,
    allowed,
    remainingSeconds: more.remaining ?? 707,
  };
  return view({ kind: 'step', snapshot }, { notice: more.notice ?? null });
}

function failed(code: FailureCode, recovery: Recovery, canRetry: boolean, triesLeft?: number): View {
  return view({
    kind: 'failed',
    failure: failure(code, recovery, triesLeft),
    canReturn: recovery !== 'contact-bank' || canRetry,
    canRetry,
  });
}

function failure(code: FailureCode, recovery: Recovery, triesLeft?: number): Failure {
  return { code, recovery, reference: '7K2M-94QD-0708', ...(triesLeft === undefined ? {} : { triesLeft }) };
}

/** Every screen, by name, for the eye and for tests. */
export const scenes: Readonly<Record<string, View>> = {
  waiting: view({ kind: 'waiting' }, { tpp: null }),
  opening: view({ kind: 'opening' }, { tpp: null }),
  login: view({ kind: 'login' }),
  'login-cancelled': view({ kind: 'login' }, { notice: failure('certificate.cancelled', 'retry') }),
  'reading-certificates': view({ kind: 'reading-certificates' }),
  certificates: view({ kind: 'certificates', attempt: 'attempt-0000000001', identities }),
  'certificates-test': view(
    { kind: 'certificates', attempt: 'attempt-0000000001', identities: identities.slice(0, 1) },
    { environment: 'test' },
  ),
  proving: view({ kind: 'proving' }),
  password: step('login', steps.password, ['submit-password', 'cancel', 'extend']),
  'password-wrong': step('login', steps.password, ['submit-password', 'cancel'], {
    notice: failure('login.wrong-password', 'retry', 5),
    remaining: 95,
  }),
  services: step('services', steps.servicesFew, ['choose-services', 'cancel', 'extend']),
  'services-none': step('services', steps.servicesNone, ['choose-services', 'cancel']),
  'services-many': step('services', steps.servicesMany, ['choose-services', 'cancel']),
  'inquiry-pin': step('inquiryPin', steps.inquiryPin, ['register-inquiry-pin', 'skip-inquiry-pin', 'back', 'cancel']),
  'inquiry-pin-wrong': step('inquiryPin', steps.inquiryPin, ['register-inquiry-pin', 'cancel'], {
    notice: failure('pin.wrong', 'retry', 2),
  }),
  'inquiry-pin-result': step('inquiryPinResult', steps.inquiryPinResult, [
    'confirm-result',
    'register-another',
    'back',
    'cancel',
  ]),
  consent: step('consent', steps.consent, ['permit', 'refuse', 'back', 'cancel', 'extend']),
  'consent-renewal': step('consent', steps.consentRenewal, ['permit', 'refuse', 'cancel'], {
    skip: ['services', 'inquiryPin', 'inquiryPinResult'],
  }),
  stopped: step('login', { kind: 'stopped', code: 'authorization.tpp-suspended' }, ['cancel'], {
    notice: failure('authorization.tpp-suspended', 'contact-bank'),
  }),
  'done-permitted': view({ kind: 'done', outcome: 'permitted', handedBack: true }),
  'done-cancelled': view({ kind: 'done', outcome: 'cancelled', handedBack: false }),
  'done-refused': view({ kind: 'done', outcome: 'refused', handedBack: true }),
  'failed-locked': failed('login.locked', 'contact-admin', false),
  'failed-revoked': failed('certificate.revoked', 'choose-again', true),
  'failed-offline': failed('environment.offline', 'retry', true),
  'failed-link': view(
    { kind: 'failed', failure: failure('link.invalid', 'restart-at-tpp'), canReturn: false, canRetry: false },
    { tpp: null },
  ),
  update: view({ kind: 'waiting' }, { contract: contractVersion + 1 }),
};
