import type { FailureCode } from '../contract/failure.ts';
import type { Screen, TokenPinView } from '../contract/views.ts';
import type { PinState, TokenIdentity } from './token/token-port.ts';

/** Why a reader that asked for the PIN has stopped. */
export type Stop = NonNullable<Extract<Screen, { kind: 'token-pin' }>['stopped']>;

export const stopOf = (code: FailureCode): Stop | null =>
  code === 'token.pin-timed-out' || code === 'token.pin-cancelled' ? code : null;

/** A token in the operating system's store says nothing of itself. */
export const storePin: TokenPinView = {
  label: '',
  tries: 'normal',
  length: { min: 1, max: 64 },
  onReader: false,
  remainingMs: null,
};

/** `CKF_USER_PIN_LOCKED` is a failure, not a way to ask. `readerTime`: how long a reader waits, ms. */
export function pinView({ token }: TokenIdentity, state: PinState, readerTime: number): TokenPinView | null {
  const { tries, length, onReader } = state;
  if (tries === 'locked') return null;
  return { label: token.label, tries, length, onReader, remainingMs: onReader ? readerTime : null };
}
