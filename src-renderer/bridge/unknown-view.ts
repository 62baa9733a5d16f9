import { contractVersion, type Screen, type StepView, type View } from '../../src-main/contract/views.ts';

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
