import {
  contractVersion,
  type BankView,
  type Screen,
  type StepView,
  type View,
} from '../../src-main/contract/views.ts';
import type { Words } from './view-types.ts';

const screens = {
  waiting: true,
  opening: true,
  login: true,
  'reading-certificates': true,
  certificates: true,
  'token-pin': true,
  'token-removed': true,
  proving: true,
  step: true,
  'links-password': true,
  links: true,
  link: true,
  'link-reduction': true,
  'link-receipt': true,
  done: true,
  failed: true,
} satisfies Record<Screen['kind'], true>;

const steps = {
  certificate: true,
  password: true,
  services: true,
  inquiryPin: true,
  inquiryPinResult: true,
  consent: true,
  stopped: true,
} satisfies Record<StepView['kind'], true>;

/** Whether this renderer can show the view. A newer server may know steps that this app does not. */
export function isKnownView(view: View): boolean {
  if (view.contract !== contractVersion) return false;
  if (!Object.hasOwn(screens, view.screen.kind)) return false;
  return view.screen.kind !== 'step' || Object.hasOwn(steps, view.screen.snapshot.step.kind);
}

type Known = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Known => typeof value === 'object' && value !== null;
const isWords = (value: unknown): value is Words =>
  isObject(value) && typeof value['ja'] === 'string' && typeof value['en'] === 'string';

/** The bank of a view that may be of another contract, if it is where it is today. */
export function bankOf(view: unknown): BankView | null {
  if (!isObject(view) || !isObject(view['bank']) || !isObject(view['bank']['support'])) return null;
  const { name } = view['bank'];
  const { name: desk, phone, hours } = view['bank']['support'];
  if (!isWords(name) || !isWords(desk) || typeof phone !== 'string' || !isWords(hours)) return null;
  return { name, support: { name: desk, phone, hours } };
}
