import type { Permission } from '../contract/catalogue.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { accountsOf, checkChoice, everything, granted, pinNeed } from './choice.ts';
import type { Advance, FlowEvent } from './events.ts';
import type { Facts } from './facts.ts';
import { isChoosing, isOver, type ChoosingState, type FlowState, type StateAt, type StepName } from './state.ts';

type Next = Advance<FlowState>;

const to = (state: FlowState): Next => ({ ok: true, state });
const refuse = (code: ProblemCode): Next => ({ ok: false, code });
const notAllowed = refuse('flow.not-allowed');

/** Where the customer stands, in the domain's words; a stopped flow stands where it stopped. */
export const standingAt = (state: Exclude<FlowState, StateAt<'permitted' | 'refused' | 'cancelled'>>): StepName =>
  state.at === 'stopped' ? state.from : state.at;

/** Decides what an event makes of a flow. Pure: the books are in `facts`, and nothing is remembered. */
export function advance(state: FlowState, event: FlowEvent, facts: Facts): Next {
  if (isOver(state)) return notAllowed;
  switch (event.kind) {
    case 'cancel':
      return to({ at: 'cancelled', from: standingAt(state), timedOut: event.timedOut });
    case 'certificate-accepted':
      return state.at === 'certificate' ? to({ at: 'password', memberId: event.memberId }) : notAllowed;
    case 'login-stopped':
      return state.at === 'certificate' || state.at === 'password'
        ? to({ at: 'stopped', memberId: event.memberId, code: event.code, from: state.at })
        : notAllowed;
    case 'password-accepted':
      return state.at === 'password' ? begin(state, facts) : notAllowed;
    case 'secret-refused':
      return state.at === 'password' || state.at === 'inquiryPin' ? to(state) : notAllowed;
    case 'choose-services':
      return state.at === 'services' ? choose(state, event.permissions, facts) : notAllowed;
    case 'pin-registered':
      return state.at === 'inquiryPin' ? registered(state, event.account, facts) : notAllowed;
    case 'pin-locked':
      return state.at === 'inquiryPin' ? locked(state, facts) : notAllowed;
    case 'skip-inquiry-pin':
      return state.at === 'inquiryPin' && pinNeed(state.chosen, facts).registered
        ? to({ ...state, at: 'consent' })
        : notAllowed;
    case 'confirm-result':
      return state.at === 'inquiryPinResult' ? to({ ...state, at: 'consent' }) : notAllowed;
    case 'register-another':
      return state.at === 'inquiryPinResult' && pinNeed(state.chosen, facts).unregistered
        ? to({ ...state, at: 'inquiryPin' })
        : notAllowed;
    case 'back':
      return goBack(state, facts);
    case 'refuse':
      return state.at === 'consent' ? to({ at: 'refused' }) : notAllowed;
    case 'permit':
      return state.at === 'consent' ? permit(state, event.intentVersion, facts) : notAllowed;
    default:
      return event satisfies never;
  }
}

/**
 * Why nothing can be allowed. What would help comes first: a locked account could be used otherwise. Then the contract keeps him from it, or
 * his accounts do: they are closed, or of kinds the TPP has no use for.
 */
function nothingToAllow({ offers }: Facts): ProblemCode {
  const reasons = offers.flatMap(({ accounts }) => accounts.map(({ unavailable }) => unavailable));
  if (reasons.includes('pin-locked')) return 'pin.locked';
  return reasons.length === 0 || reasons.includes('no-permission') ? 'login.not-permitted' : 'authorization.no-account';
}

/** After the login: 手順2, or past it when there is nothing to choose. */
function begin({ memberId }: StateAt<'password'>, facts: Facts): Next {
  const all = everything(facts);
  if (all.length === 0) return to({ at: 'stopped', memberId, code: nothingToAllow(facts), from: 'password' });
  const empty: StateAt<'services'> = { at: 'services', memberId, chosen: [], registeredNow: [] };
  if (!facts.fixedServices) return to(empty);
  const next = afterChoice({ ...empty, chosen: all }, facts);
  return next.ok ? next : to({ at: 'stopped', memberId, code: next.code, from: 'password' });
}

function choose(state: StateAt<'services'>, asked: readonly Permission[], facts: Facts): Next {
  const checked = checkChoice(asked, facts);
  return checked.ok ? afterChoice({ ...state, chosen: checked.permissions }, facts) : refuse(checked.code);
}

/** 手順3 and 4 are only for accounts that can still be registered. */
function afterChoice(state: ChoosingState, facts: Facts): Next {
  const need = pinNeed(state.chosen, facts);
  if (need.unregistered) return to({ ...state, at: 'inquiryPin' });
  if (need.registered) return to({ ...state, at: 'consent' });
  return refuse('pin.none-on-file');
}

function registered(state: StateAt<'inquiryPin'>, account: string, facts: Facts): Next {
  if (!accountsOf(state.chosen).includes(account) || facts.pins.get(account) !== 'registered')
    return refuse('pin.account-not-eligible');
  const registeredNow = [...new Set([...state.registeredNow, account])];
  return to({ ...state, at: 'inquiryPinResult', registeredNow });
}

/** The flow stops when no chosen account is left and the choice cannot be changed either. */
function locked(state: StateAt<'inquiryPin'>, facts: Facts): Next {
  const need = pinNeed(state.chosen, facts);
  if (need.registered || need.unregistered || !facts.fixedServices) return to(state);
  return to({ at: 'stopped', memberId: state.memberId, code: 'pin.locked', from: 'inquiryPin' });
}

/** Where 「戻る」 leads; `null` where it leads nowhere. */
export function backTarget(state: FlowState, facts: Facts): 'services' | 'inquiryPin' | null {
  if (!isChoosing(state) || state.at === 'services') return null;
  if (state.at === 'consent' && pinNeed(state.chosen, facts).unregistered) return 'inquiryPin';
  return facts.fixedServices ? null : 'services';
}

function goBack(state: FlowState, facts: Facts): Next {
  const target = backTarget(state, facts);
  return target === null || !isChoosing(state) ? notAllowed : to({ ...state, at: target });
}

function permit(state: StateAt<'consent'>, intentVersion: string, facts: Facts): Next {
  // He must have read the text that stands now; a fresh snapshot shows it to him.
  if (intentVersion !== facts.intentVersion) return refuse('flow.conflict');
  const permissions = granted(state.chosen, facts);
  return permissions.length === 0
    ? refuse('authorization.nothing-selected')
    : to({ at: 'permitted', memberId: state.memberId, permissions });
}
