import type { ProblemCode } from '../../server/contract/problem.ts';

/** Reasons that only the device knows; the server's own are `ProblemCode`. */
export const deviceCodes = [
  'certificate.none-found',
  'certificate.no-private-key',
  'certificate.cancelled',
  'token.pin-wrong',
  'token.pin-locked',
  'token.pin-timed-out',
  'token.pin-cancelled',
  'token.removed',
  'token.module-missing',
  'token.module-failed',
  'token.cannot-sign',
  'authorization.refused',
  'authorization.cancelled',
  'authorization.cannot-return',
  'link.invalid',
  'link.busy',
  'environment.offline',
  'environment.proxy-authentication',
  'environment.clock-wrong',
  'environment.server-untrusted',
  'environment.keyring-unavailable',
  'keypad.unknown',
  'keypad.key-untrusted',
  'ipc.untrusted-sender',
  'ipc.invalid-input',
  'app.unexpected',
] as const;

export type FailureCode = ProblemCode | (typeof deviceCodes)[number];

/** What helps. The screen turns it into its buttons. */
export const recoveries = [
  /** The same step again. */
  'retry',
  /** Another certificate. */
  'choose-again',
  /** From the TPP's screen again. */
  'restart-at-tpp',
  /** 管理者 of the customer's own company. */
  'contact-admin',
  /** The branch or the bank's support. */
  'contact-bank',
] as const;
export type Recovery = (typeof recoveries)[number];

/** What the renderer is told of anything that went wrong. `code` selects the words; nothing else is shown. */
export type Failure = {
  readonly code: FailureCode;
  readonly recovery: Recovery;
  /** Tries that remain before a lock. */
  readonly triesLeft?: number;
  /** The number a customer tells the bank; it is in the log, too. */
  readonly reference: string;
};

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
