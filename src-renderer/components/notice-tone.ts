import type { Failure, FailureCode } from '../../src-main/contract/failure.ts';
import type { Texts } from '../i18n/texts.ts';

export type Tone = 'plain' | 'ok' | 'warn' | 'danger';

const plain: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'certificate.cancelled',
  'authorization.nothing-selected',
  'flow.conflict',
  'link.busy',
  'keypad.unknown',
]);

const danger: ReadonlySet<FailureCode> = new Set<FailureCode>(['login.locked', 'pin.locked', 'token.pin-locked']);

/** `triesLeft`: with one left, the next wrong one locks. */
export function noticeTone(code: FailureCode, triesLeft?: number): Tone {
  if (plain.has(code)) return 'plain';
  return danger.has(code) || triesLeft === 1 ? 'danger' : 'warn';
}

/** 「あと3回間違えると…」, where the refusal counts tries. */
export function triesText(failure: Failure, texts: Texts): string | null {
  const { triesLeft } = failure;
  if (triesLeft === undefined || triesLeft < 1) return null;
  switch (failure.code) {
    case 'login.wrong-password':
      return texts.tries.login(triesLeft);
    case 'pin.wrong':
      return texts.tries.pin(triesLeft);
    case 'token.pin-wrong':
      return texts.tries.token(triesLeft);
    default:
      return texts.tries.left(triesLeft);
  }
}

const technical = /^(request|environment|ipc|app)\./;

/** Whether the number for the bank belongs to the notice: not for what a customer sets right himself. */
export function showsReference(failure: Failure): boolean {
  return failure.reference !== '' && technical.test(failure.code);
}
