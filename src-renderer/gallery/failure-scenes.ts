import type { ProblemCode } from '../../server/contract/problem.ts';
import type { FailureCode } from '../../src-main/contract/failure.ts';
import type { View } from '../../src-main/contract/views.ts';
import type { Place } from '../bridge/view-types.ts';
import { consent, inquiryPin, password, pinCommands, servicesFew } from './steps.ts';
import { failed, failure, step } from './view.ts';
import { ways } from './ways.ts';

const steps = {
  password: step('login', password, ['submit-password', 'cancel', 'extend']),
  services: step('services', servicesFew, ['choose-services', 'cancel', 'extend']),
  inquiryPin: step('inquiryPin', inquiryPin, pinCommands),
  consent: step('consent', consent, ['permit', 'refuse', 'back', 'cancel', 'extend']),
} satisfies Record<string, View>;

type Where =
  /** Before the server has said who asks: nobody is told, and the rail names nobody. */
  | { readonly kind: 'request' }
  /** While the certificate is chosen or proven. */
  | { readonly kind: 'login' }
  /** Instead of a step. */
  | { readonly kind: 'after'; readonly step: View }
  /** The server ended the flow; or a notice above a step that goes on. */
  | { readonly kind: 'in'; readonly step: View }
  /** A screen of its own, or a notice that has its own scene. */
  | { readonly kind: 'scene'; readonly name: string };

const request: Where = { kind: 'request' };
const login: Where = { kind: 'login' };
const after = (place: keyof typeof steps): Where => ({ kind: 'after', step: steps[place] });
const above = (place: keyof typeof steps): Where => ({ kind: 'in', step: steps[place] });
const stopped = (at: Place, code: ProblemCode, skip: readonly Place[] = []): Where => ({
  kind: 'in',
  step: step(at, { kind: 'stopped', code }, ['cancel'], { skip }),
});
const sceneOf = (name: string): Where => ({ kind: 'scene', name });

/** Where a customer meets each. Total. */
const places: Readonly<Record<FailureCode, Where>> = {
  'certificate.none': login,
  'certificate.none-found': login,
  'certificate.expired': login,
  'certificate.not-yet-valid': login,
  'certificate.revoked': login,
  'certificate.status-unknown': login,
  'certificate.wrong-usage': login,
  'certificate.wrong-issuer': login,
  'certificate.not-this-user': login,
  'certificate.no-private-key': login,
  'certificate.cancelled': sceneOf('login-cancelled'),
  'token.pin-wrong': sceneOf('token-pin-wrong-counted'),
  'token.pin-locked': login,
  'token.pin-timed-out': sceneOf('token-pin-reader-timed-out'),
  'token.pin-cancelled': sceneOf('token-pin-reader-cancelled'),
  'token.removed': sceneOf('token-removed'),
  'token.module-missing': login,
  'token.module-failed': login,
  'token.cannot-sign': login,
  'login.wrong-password': sceneOf('password-wrong'),
  'login.locked': stopped('login', 'login.locked'),
  'login.password-expired': stopped('login', 'login.password-expired'),
  'login.out-of-hours': stopped('login', 'login.out-of-hours'),
  'login.emergency-stop': stopped('login', 'login.emergency-stop'),
  'login.not-permitted': stopped('login', 'login.not-permitted'),
  'pin.wrong': sceneOf('inquiry-pin-wrong'),
  'pin.locked': stopped('inquiryPin', 'pin.locked', ['services']),
  'pin.none-on-file': stopped('inquiryPin', 'pin.none-on-file', ['services']),
  'pin.account-not-eligible': stopped('inquiryPin', 'pin.account-not-eligible', ['services']),
  'authorization.invalid': request,
  'authorization.expired': request,
  'authorization.used': request,
  'authorization.unknown-tpp': request,
  'authorization.tpp-suspended': login,
  'authorization.no-account': stopped('login', 'authorization.no-account'),
  'authorization.nothing-selected': sceneOf('services-refused'),
  'authorization.timed-out': after('inquiryPin'),
  'authorization.refused': after('consent'),
  'authorization.cancelled': after('services'),
  'authorization.cannot-return': after('consent'),
  'flow.conflict': after('consent'),
  'flow.not-allowed': after('services'),
  'request.invalid': after('services'),
  'request.too-large': after('services'),
  'request.not-found': after('consent'),
  'request.too-many': after('password'),
  'link.invalid': request,
  'link.busy': sceneOf('services-busy'),
  'environment.offline': request,
  'environment.proxy-authentication': request,
  'environment.clock-wrong': request,
  'environment.server-untrusted': after('password'),
  'environment.app-too-old': request,
  'environment.server-error': after('services'),
  'environment.keyring-unavailable': sceneOf('waiting-memory-only'),
  'keypad.unknown': above('password'),
  'keypad.key-untrusted': after('password'),
  'ipc.untrusted-sender': above('services'),
  'ipc.invalid-input': above('services'),
  'app.unexpected': after('services'),
};

/** After these there is nothing left to go on with, or nobody to be told through. */
const noWayBack: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'authorization.timed-out',
  'authorization.cannot-return',
  'request.not-found',
  'environment.server-untrusted',
]);
const dead: ReadonlySet<FailureCode> = new Set<FailureCode>(['authorization.used', 'link.invalid', ...noWayBack]);

const codes = Object.keys(places) as FailureCode[];

export function failureSceneName(code: FailureCode): string {
  const where = places[code];
  return where.kind === 'scene' ? where.name : `failure-${code.replace('.', '-')}`;
}

function shown(code: FailureCode, where: Exclude<Where, { kind: 'scene' }>): View {
  const recovery = ways[code];
  const again = !dead.has(code) && (recovery === 'retry' || recovery === 'choose-again');
  switch (where.kind) {
    case 'request':
      return {
        ...failed(code, recovery, again, { canReturn: false }),
        tpp: null,
        ...(code === 'environment.offline' && { connection: 'offline' }),
      };
    case 'login':
    case 'after':
      return failed(code, recovery, again, { canReturn: !noWayBack.has(code) });
    case 'in':
      return { ...where.step, notice: failure(code, recovery) };
  }
}

/** One for each code of the contract that has no other scene. */
export const failureScenes: Readonly<Record<string, View>> = Object.fromEntries(
  codes.flatMap((code) => {
    const where = places[code];
    return where.kind === 'scene' ? [] : [[failureSceneName(code), shown(code, where)]];
  }),
);

/** What the window showed before, by scene: the rail says how far it had come. */
export const beforeFailures: Readonly<Record<string, View>> = Object.fromEntries(
  codes.flatMap((code) => {
    const where = places[code];
    return where.kind === 'after' ? [[failureSceneName(code), where.step]] : [];
  }),
);
