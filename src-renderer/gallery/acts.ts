import type { View } from '../../src-main/contract/views.ts';
import type { Calendar, Wording } from '../stores/preferences-store.ts';
import { consent, inquiryPin, inquiryPinOnly, pinCommands, servicesFew } from './steps.ts';
import { beforeFailures } from './failure-scenes.ts';
import { limitScenes } from './limits.ts';
import { failed, step } from './view.ts';

/** What a scene does beyond showing its view. */
export type Act = {
  /** Shown before, so that the window remembers it. */
  readonly before?: View;
  /** The view is the answer to what is pressed in the one before. */
  readonly answers?: boolean;
  /** Selectors of what is pressed, in this order, each when it is there. */
  readonly press?: readonly string[];
  /** The main process answers nothing. */
  readonly silent?: boolean;
  /** 「やさしい表示」. */
  readonly wording?: Wording;
  readonly calendar?: Calendar;
  /** The window's close button was pressed. */
  readonly closeAsked?: boolean;
  /** Something that cannot be drawn. */
  readonly crash?: boolean;
};

const decided = step('consent', consent, ['permit', 'refuse']);
const chosen = step('services', servicesFew, ['choose-services', 'cancel']);
const unregistered = step('inquiryPin', inquiryPin, pinCommands);
const primary = '.foot .btn--primary';
const proceed = '.intent input';
/** One 業務 with all of its accounts, and one account of another. */
const less = ['.svc + .svc > input', '.svc .disclose', '.acct + .acct input'];
const digit = '.keypad .key--char';
/** A number is entered and refused; the last of these is there when the refusal is. */
const refused: Act = {
  before: unregistered,
  answers: true,
  press: [digit, digit, digit, digit, '.foot .btn--primary:not([aria-disabled])', '.refusal'],
};

export const acts: Readonly<Record<string, Act>> = {
  ...Object.fromEntries(Object.entries(beforeFailures).map(([name, before]) => [name, { before }])),
  'login-cancel': { press: ['.foot .btn--quiet'] },
  'login-help': { press: ['.title__tool:last-of-type'] },
  'login-display': { press: ['.title__tool[aria-haspopup="dialog"]'] },
  'services-close': { closeAsked: true },
  'certificates-replaced-old': { press: ['.choice input'] },
  'certificates-easy': { wording: 'easy', calendar: 'japanese' },
  'login-slow': { silent: true, press: [primary] },
  'login-easy': { wording: 'easy' },
  'password-open': { press: ['.keypad .key', '.keypad .key:nth-of-type(2)'] },
  'services-cancel': { press: ['.foot .btn--quiet'] },
  'services-open': { press: ['.svc .disclose'] },
  'services-reasons': { press: ['.svc + .svc .disclose'] },
  'services-kinds': { press: ['.svc .disclose'] },
  'services-slow': { silent: true, press: [primary] },
  'services-easy': { wording: 'easy' },
  'services-many': { press: ['.svc .disclose'] },
  'limits-services-200': { press: ['.svc .disclose'] },
  'limits-services-kinds': { press: ['.svc .disclose'] },
  'limits-services': { press: ['.svc .disclose'] },
  'inquiry-pin-wrong': refused,
  'inquiry-pin-locked': refused,
  'inquiry-pin-only-locked': { ...refused, before: step('inquiryPin', inquiryPinOnly, pinCommands) },
  'inquiry-pin-none-on-file': refused,
  'consent-checked': { press: [proceed] },
  'consent-refuse': { press: ['.foot .btn--secondary:not(.btn--primary) + .btn--secondary'] },
  'consent-slow': { silent: true, press: [proceed, primary] },
  'consent-easy': { wording: 'easy', calendar: 'japanese' },
  'done-permitted': { before: decided },
  'done-refused': { before: decided },
  'done-cancelled': { before: chosen },
  'done-failed': { before: failed('environment.server-error', 'retry', true) },
  'done-receipt': { before: decided },
  'done-receipt-memory': { before: decided },
  'done-not-opened': { before: decided },
  'limits-done': { before: limitScenes['limits-consent'] ?? decided },
  'links-list-over': { press: ['.filters button:nth-of-type(3)'] },
  'links-list-none-over': { press: ['.filters button:nth-of-type(3)'] },
  'links-list-slow': { silent: true, press: ['.link .btn'] },
  'links-one-ask': { press: ['.foot .btn--danger'] },
  'links-one-ask-admin': { press: ['.foot .btn--danger'] },
  'links-one-long-ask': { press: ['.foot .btn--danger'] },
  'links-reduce-changed': { press: less },
  'links-reduce-nothing': { press: ['.svc > input', '.svc + .svc > input', '.svc-group--update .svc > input'] },
  'links-reduce-ask': { press: [...less, primary] },
  'links-reduce-ask-admin': { press: [...less, primary] },
  'links-reduce-slow': { silent: true, press: [...less, primary, '.dialog .btn--danger'] },
  'links-reduce-offline': { press: less },
  'links-reduce-easy': { wording: 'easy', press: less },
  'links-reduce-many': { press: [...less, '.acct + .acct + .acct input'] },
  'links-reduce-many-ask': { press: [...less, primary] },
  'links-reduce-long': { press: less },
  'links-reduce-long-ask': { press: [...less, primary] },
  starting: { silent: true },
  crashed: { crash: true },
};
