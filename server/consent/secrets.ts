import { checkPassword } from '../bank/passwords.ts';
import { registerPin } from '../bank/pins.ts';
import type { Command, SealPurpose } from '../contract/command.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { Refusal } from '../http/refusal.ts';
import type { SecretBox } from '../keys/secret-box.ts';
import { accountsOf } from './choice.ts';
import type { FlowEvent, PasswordEvent } from './events.ts';
import type { Facts } from './facts.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { Flow } from './flow-store.ts';
import { openSeal } from './kept-seal.ts';
import { loginStop, passwordStop } from './login-gate.ts';
import { unseal } from './seal.ts';
import { isChoosing } from './state.ts';

/** What a judged secret means to the machine, and what the customer is told when it was not right. */
export type Judged<E extends FlowEvent = FlowEvent> = {
  readonly event: E;
  readonly refusal: { readonly code: ProblemCode; readonly triesLeft?: number } | null;
};

/** What the customer's secrets are sealed to: a flow or a links session. */
export type Sealing = Pick<Flow, 'id' | 'seal'>;

const stopped = (memberId: string, code: ProblemCode, triesLeft?: number): Judged<PasswordEvent> => ({
  event: { kind: 'login-stopped', memberId, code },
  refusal: { code, ...(triesLeft === undefined ? {} : { triesLeft }) },
});

/** For whoever logs in, in a flow or not. */
export async function judgePassword(
  deps: FlowDeps,
  sealing: Sealing,
  memberId: string,
  sealed: string,
): Promise<Judged<PasswordEvent>> {
  const { database, config, box } = deps;
  // A try is not used up while nobody could get in.
  const stop = await loginStop(deps, memberId);
  if (stop !== null && stop !== 'login.locked') return stopped(memberId, stop);
  const attempt = await withSecret(box, sealing, sealed, 'login-password', (password) =>
    checkPassword(database, memberId, password, config.password.tries),
  );
  switch (attempt.kind) {
    case 'right': {
      const expired = await passwordStop(deps, memberId);
      return expired === null ? { event: { kind: 'password-accepted' }, refusal: null } : stopped(memberId, expired);
    }
    case 'wrong':
      return {
        event: { kind: 'secret-refused' },
        refusal: { code: 'login.wrong-password', triesLeft: attempt.triesLeft },
      };
    case 'locked':
      return stopped(memberId, 'login.locked', 0);
    default:
      return attempt satisfies never;
  }
}

export async function judgePin(
  { database, config, clock, box }: FlowDeps,
  flow: Flow,
  facts: Facts,
  command: Extract<Command, { kind: 'register-inquiry-pin' }>,
): Promise<Judged> {
  const { account } = command;
  if (!isChoosing(flow.state) || !accountsOf(flow.state.chosen).includes(account))
    throw new Refusal('pin.account-not-eligible');
  const attempt = await withSecret(box, flow, command.sealed, 'inquiry-pin', (pin) =>
    facts.pins.get(account) === undefined
      ? Promise.resolve({ kind: 'none-on-file' } as const)
      : registerPin(database, clock, account, pin, config.pin.tries),
  );
  switch (attempt.kind) {
    case 'right':
      return { event: { kind: 'pin-registered', account }, refusal: null };
    case 'wrong':
      return { event: { kind: 'secret-refused' }, refusal: { code: 'pin.wrong', triesLeft: attempt.triesLeft } };
    case 'locked':
      return { event: { kind: 'pin-locked' }, refusal: { code: 'pin.locked', triesLeft: 0 } };
    case 'none-on-file':
      throw new Refusal('pin.none-on-file');
    case 'already-registered':
      throw new Refusal('pin.account-not-eligible');
    default:
      return attempt satisfies never;
  }
}

async function withSecret<T>(
  box: SecretBox,
  { id, seal }: Sealing,
  sealed: string,
  purpose: SealPurpose,
  use: (secret: Uint8Array) => Promise<T>,
): Promise<T> {
  const secret = seal === null ? undefined : await unseal(sealed, openSeal(box, seal), { flow: id, purpose });
  if (secret === undefined) throw new Refusal('request.invalid', { detail: 'the secret is not sealed for this' });
  try {
    return await use(secret);
  } finally {
    secret.fill(0);
  }
}
