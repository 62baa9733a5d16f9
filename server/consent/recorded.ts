import type { AuditEvent } from '../audit/events.ts';
import type { ServerConfig } from '../config.ts';
import type { Command } from '../contract/command.ts';
import type { Flow } from './flow-store.ts';
import type { Judged } from './secrets.ts';
import { memberOf, type FlowState } from './state.ts';

type Actor = AuditEvent['actor'];

export const actorOf = (state: FlowState): Actor => {
  const member = memberOf(state);
  return member === null ? 'unknown' : `member:${member}`;
};

type Base = Pick<AuditEvent, 'actor' | 'subject'>;

/** What a judged password is written down as. */
export function recordOfPassword(base: Base, { event, refusal }: Judged): AuditEvent {
  if (event.kind === 'password-accepted') return { kind: 'password.accepted', ...base, data: {} };
  if (event.kind === 'secret-refused')
    return { kind: 'password.wrong', ...base, data: { triesLeft: refusal?.triesLeft ?? 0 } };
  const code = refusal?.code ?? 'login.not-permitted';
  return code === 'login.locked'
    ? { kind: 'password.locked', ...base, data: {} }
    : { kind: 'password.refused', ...base, data: { code } };
}

/** What a judged secret is written down as; `null` for a command that carries none. */
export function recordOfSecret(flow: Flow, command: Command, judged: Judged): AuditEvent | null {
  const { event, refusal } = judged;
  const base = { actor: actorOf(flow.state), subject: `flow:${flow.id}` } as const;
  const triesLeft = refusal?.triesLeft ?? 0;
  if (command.kind === 'submit-password') return recordOfPassword(base, judged);
  if (command.kind === 'register-inquiry-pin') {
    const { account } = command;
    if (event.kind === 'pin-registered') return { kind: 'pin.registered', ...base, data: { account } };
    if (event.kind === 'pin-locked') return { kind: 'pin.locked', ...base, data: { account } };
    return { kind: 'pin.wrong', ...base, data: { account, triesLeft } };
  }
  return null;
}

/** What a decision is written down as, once the flow has moved to `state`; 許可 is recorded with its link. */
export function recordOfMove(
  config: Pick<ServerConfig, 'intent'>,
  flow: Flow,
  command: Command,
  state: FlowState,
): AuditEvent | null {
  const base = { actor: actorOf(flow.state), subject: `flow:${flow.id}` } as const;
  const tpp = flow.clientId;
  if (command.kind === 'choose-services' && 'chosen' in state)
    return { kind: 'services.chosen', ...base, data: { permissions: state.chosen } };
  if (state.at === 'refused')
    return { kind: 'decision.refused', ...base, data: { tpp, intentVersion: config.intent.version } };
  if (state.at === 'cancelled')
    return { kind: 'decision.cancelled', ...base, data: { tpp, step: state.from, timedOut: state.timedOut } };
  return null;
}
