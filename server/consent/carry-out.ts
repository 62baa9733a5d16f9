import type { AuditEvent } from '../audit/events.ts';
import type { Command, CommandRequest } from '../contract/command.ts';
import { Refusal } from '../http/refusal.ts';
import { allowedCommands } from './allowed.ts';
import { readBooks } from './books.ts';
import type { FlowDeps } from './flow-deps.ts';
import { saveFlow, type Flow, type FlowChange } from './flow-store.ts';
import { serviceStop } from './login-gate.ts';
import { advance } from './machine.ts';
import { permit } from './permit.ts';
import { recordOfMove, recordOfSecret } from './recorded.ts';
import { judgePassword, judgePin, type Judged } from './secrets.ts';
import { memberOf, type FlowState } from './state.ts';

/** The flow afterwards, and what the customer is told if the command did not do what he wanted. */
export type CarriedOut = { readonly flow: Flow; readonly refusal: Judged['refusal'] };

/**
 * Carries out one command. Throws a `Refusal` when nothing changed; a wrong secret does change the flow (its revision), so that
 * the same request sent again is stale instead of costing another try.
 */
export async function carryOut(deps: FlowDeps, flow: Flow, { revision, command }: CommandRequest): Promise<CarriedOut> {
  if (revision !== flow.revision) throw new Refusal('flow.conflict');
  const timedOut = deps.clock.now().getTime() >= flow.endsAt;
  // Only leaving is still possible then, so that the TPP hears of it.
  if (timedOut && command.kind !== 'cancel') throw new Refusal('authorization.timed-out');
  const { tpp, facts } = await readBooks(deps.database, deps.config, flow);
  if (tpp.suspended) throw new Refusal('authorization.tpp-suspended');
  const extensionsLeft = deps.config.flow.extensions - flow.extensionsUsed;
  if (!allowedCommands(flow.state, facts, extensionsLeft).includes(command.kind)) throw new Refusal('flow.not-allowed');
  const stop = command.kind === 'cancel' ? null : await serviceStop(deps, memberOf(flow.state));
  // At the password the flow itself stops, below.
  if (stop !== null && flow.state.at !== 'password') throw new Refusal(stop);
  if (command.kind === 'extend') return { flow: await extend(deps, flow), refusal: null };

  const judged = await judge(deps, flow, command, timedOut);
  // Apart from the move: a try counts even if the flow was moved by somebody else meanwhile.
  const secret = recordOfSecret(flow, command, judged);
  if (secret !== null) await deps.audit.record(secret);
  // A registered or locked PIN has just changed the books.
  const now = judged.event.kind.startsWith('pin-') ? await readBooks(deps.database, deps.config, flow) : { tpp, facts };
  const next = advance(flow.state, judged.event, now.facts);
  if (!next.ok) throw new Refusal(next.code);
  const saved =
    next.state.at === 'permitted'
      ? await permit(deps, flow, now.tpp, next.state)
      : await save(deps, flow, next.state, recordOfMove(deps.config, flow, command, next.state));
  return { flow: saved, refusal: judged.refusal };
}

async function judge(
  deps: FlowDeps,
  flow: Flow,
  command: Exclude<Command, { kind: 'extend' }>,
  timedOut: boolean,
): Promise<Judged> {
  switch (command.kind) {
    case 'submit-password': {
      const memberId = memberOf(flow.state);
      if (memberId === null) throw new Refusal('flow.not-allowed');
      return judgePassword(deps, flow, memberId, command.sealed);
    }
    case 'register-inquiry-pin':
      return judgePin(deps, flow, (await readBooks(deps.database, deps.config, flow)).facts, command);
    case 'cancel':
      return { event: { kind: 'cancel', timedOut }, refusal: null };
    case 'choose-services':
    case 'skip-inquiry-pin':
    case 'confirm-result':
    case 'register-another':
    case 'permit':
    case 'refuse':
    case 'back':
      return { event: command, refusal: null };
    default:
      return command satisfies never;
  }
}

/** Moves the flow; what happened is written down in the same transaction, so that neither is there without the other. */
export async function save(
  { database, audit }: FlowDeps,
  flow: Flow,
  state: FlowState,
  event: AuditEvent | null,
  more: Omit<FlowChange, 'state'> = {},
): Promise<Flow> {
  return database.transaction().execute(async (transaction) => {
    const saved = await saveFlow(transaction, flow, { ...more, state });
    if (saved === undefined) throw new Refusal('flow.conflict');
    if (event !== null) await audit.record(event, transaction);
    return saved;
  });
}

/** The full time again, from now. */
async function extend({ database, config, clock }: FlowDeps, flow: Flow): Promise<Flow> {
  const saved = await saveFlow(database, flow, {
    state: flow.state,
    endsAt: clock.now().getTime() + config.flow.minutes * 60_000,
    extensionsUsed: flow.extensionsUsed + 1,
  });
  if (saved === undefined) throw new Refusal('flow.conflict');
  return saved;
}
