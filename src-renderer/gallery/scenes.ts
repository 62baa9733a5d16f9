import { contractVersion, type Screen, type TokenPinView, type View } from '../../src-main/contract/views.ts';
import type { ScreenOf } from '../bridge/view-types.ts';
import { failureScenes } from './failure-scenes.ts';
import {
  expired,
  identities,
  leftOutOfEach,
  manyIdentities,
  oldKey,
  replacedIdentity,
  safeKey,
  storeIdentity,
  tokenIdentity,
} from './identities.ts';
import { linksScenes } from './links-scenes.ts';
import { limitScenes } from './limits.ts';
import { sideScenes } from './side-scenes.ts';
import * as steps from './steps.ts';
import { failed, failure, step, view } from './view.ts';

const attempt = 'attempt-0000000001';

function certificates(more: Partial<ScreenOf<'certificates'>>, around: Partial<View> = {}): View {
  const screen: Screen = {
    kind: 'certificates',
    attempt,
    identities,
    leftOut: [expired],
    remembered: null,
    pendingModules: [],
    modulesMissing: [],
    ...more,
  };
  return view(screen, around);
}

const pin: TokenPinView = {
  label: 'SafeKey 3',
  tries: 'normal',
  length: { min: 4, max: 8 },
  onReader: false,
  remainingMs: null,
};

function tokenPin(more: Partial<TokenPinView>, retry = false, around: Partial<View> = {}): View {
  const screen = {
    kind: 'token-pin',
    attempt,
    identity: tokenIdentity,
    retry,
    skippable: false,
    stopped: null,
  } as const;
  return view({ ...screen, pin: { ...pin, ...more } }, around);
}

function readerStopped(stopped: NonNullable<ScreenOf<'token-pin'>['stopped']>): View {
  const shown = { ...pin, onReader: true };
  const asked = { kind: 'token-pin', attempt, identity: tokenIdentity, retry: false, skippable: false } as const;
  return view({ ...asked, pin: shown, stopped });
}

/** Every screen, by name, for the eye and for tests. */
export const scenes: Readonly<Record<string, View>> = {
  waiting: view({ kind: 'waiting' }, { tpp: null, keyring: { kind: 'kept' } }),
  'waiting-memory-only': view(
    { kind: 'waiting' },
    { tpp: null, keyring: { kind: 'memory-only', reason: 'no-service' } },
  ),
  opening: view({ kind: 'opening' }, { tpp: null }),
  login: view({ kind: 'login' }),
  'login-cancelled': view({ kind: 'login' }, { notice: failure('certificate.cancelled', 'retry') }),
  'reading-certificates': view({ kind: 'reading-certificates', pendingModules: [] }),
  'reading-tokens': view({ kind: 'reading-certificates', pendingModules: [safeKey, oldKey] }),
  certificates: certificates({}),
  'certificates-soon': certificates({ remembered: storeIdentity.id }),
  'certificates-replaced': certificates({
    identities: [replacedIdentity, ...identities],
    remembered: replacedIdentity.id,
    leftOut: leftOutOfEach.slice(0, 1),
  }),
  'certificates-replaced-old': certificates({ identities: [replacedIdentity, ...identities], leftOut: [] }),
  'certificates-left-out': certificates({ leftOut: leftOutOfEach }),
  'certificates-none': certificates({ identities: [], leftOut: leftOutOfEach.slice(0, 3) }),
  'certificates-many': certificates({
    identities: manyIdentities,
    remembered: manyIdentities[120]?.id ?? null,
    leftOut: [expired],
  }),
  'certificates-modules': certificates({
    identities: [storeIdentity],
    leftOut: [],
    modulesMissing: [
      { module: safeKey, code: 'token.module-failed' },
      { module: oldKey, code: 'token.module-missing' },
    ],
  }),
  'certificates-searching': certificates({ identities: [storeIdentity], leftOut: [], pendingModules: [safeKey] }),
  'certificates-searching-remembered': certificates({
    identities: [storeIdentity],
    remembered: storeIdentity.id,
    pendingModules: [safeKey],
    modulesMissing: [{ module: oldKey, code: 'token.module-missing' }],
  }),
  'certificates-test': certificates({ identities: identities.slice(0, 1), leftOut: [] }, { environment: 'test' }),
  'certificates-easy': certificates({}),
  'token-pin': tokenPin({}),
  'token-pin-low': tokenPin({ tries: 'low' }),
  'token-pin-final': tokenPin({ tries: 'final' }),
  'token-pin-wrong': tokenPin({ tries: 'low' }, true),
  'token-pin-wrong-final': tokenPin({ tries: 'final' }, true),
  'token-pin-wrong-counted': tokenPin({ tries: 'low' }, true, { notice: failure('token.pin-wrong', 'retry', 2) }),
  'token-pin-store': view({
    kind: 'token-pin',
    attempt,
    identity: null,
    pin: { ...pin, label: 'NSS Certificate DB', length: { min: 1, max: 64 } },
    retry: false,
    skippable: true,
    stopped: null,
  }),
  'token-pin-reader': tokenPin({ onReader: true, remainingMs: 96_000 }),
  'token-pin-reader-soon': tokenPin({ onReader: true, remainingMs: 17_000 }),
  'token-pin-reader-final': tokenPin({ onReader: true, tries: 'final', remainingMs: 120_000 }, true),
  'token-pin-reader-timed-out': readerStopped('token.pin-timed-out'),
  'token-pin-reader-cancelled': readerStopped('token.pin-cancelled'),
  'token-removed': view({ kind: 'token-removed', attempt, label: 'SafeKey 3' }),
  proving: view({ kind: 'proving' }),
  password: step('login', steps.password, ['submit-password', 'cancel', 'extend']),
  'password-wrong': step('login', steps.password, ['submit-password', 'cancel'], {
    notice: failure('login.wrong-password', 'retry', 5),
    remaining: 95,
  }),
  services: step('services', steps.servicesFew, ['choose-services', 'cancel', 'extend']),
  'services-none': step('services', steps.servicesNone, ['choose-services', 'cancel']),
  'services-many': step('services', steps.servicesMany, ['choose-services', 'cancel']),
  'inquiry-pin': step('inquiryPin', steps.inquiryPin, steps.pinCommands),
  'inquiry-pin-wrong': step('inquiryPin', steps.inquiryPinOnceWrong, steps.pinCommands, {
    notice: failure('pin.wrong', 'retry', 2),
  }),
  'inquiry-pin-result': step('inquiryPinResult', steps.inquiryPinResult, ['confirm-result', 'back', 'cancel']),
  consent: step('consent', steps.consent, ['permit', 'refuse', 'back', 'cancel', 'extend']),
  'consent-renewal': step('consent', steps.consentRenewal, ['permit', 'refuse', 'cancel'], {
    skip: ['services'],
  }),
  stopped: step('login', { kind: 'stopped', code: 'authorization.tpp-suspended' }, ['cancel'], {
    notice: failure('authorization.tpp-suspended', 'contact-bank'),
  }),
  'done-permitted': view({
    kind: 'done',
    outcome: 'permitted',
    handedBack: true,
    receipt: { number: '20260708-7K2M-94QD', decidedAt: '2026-07-08T01:31:00Z', kept: null },
  }),
  'done-cancelled': view({ kind: 'done', outcome: 'cancelled', handedBack: false }),
  'done-refused': view({ kind: 'done', outcome: 'refused', handedBack: true }),
  'failed-locked': step('login', { kind: 'stopped', code: 'login.locked' }, ['cancel'], {
    notice: failure('login.locked', 'contact-admin'),
  }),
  'failed-revoked': failed('certificate.revoked', 'choose-again', true),
  'failed-token-locked': failed('token.pin-locked', 'choose-again', true),
  'failed-offline': {
    ...failed('environment.offline', 'retry', true, { canReturn: false }),
    tpp: null,
    connection: 'offline',
  },
  'failed-link': view(
    { kind: 'failed', failure: failure('link.invalid', 'restart-at-tpp'), canReturn: false, canRetry: false },
    { tpp: null },
  ),
  update: view({ kind: 'waiting' }, { contract: contractVersion + 1 }),
  ...linksScenes,
  ...sideScenes,
  ...limitScenes,
  ...failureScenes,
};
