import type { PinState, TokenFailureCode } from './token-port.ts';

/** What a `CKR_*` means to the customer (values: PKCS#11 v3.1, pkcs11t.h). Whatever is not here is `token.module-failed`. */
const meanings: Readonly<Record<number, TokenFailureCode>> = {
  0xa0: 'token.pin-wrong', // PIN_INCORRECT
  0xa1: 'token.pin-wrong', // PIN_INVALID
  0xa2: 'token.pin-wrong', // PIN_LEN_RANGE
  0xa4: 'token.pin-locked', // PIN_LOCKED

  0x03: 'token.removed', // SLOT_ID_INVALID: the reader was pulled with its card
  0x32: 'token.removed', // DEVICE_REMOVED
  0xb0: 'token.removed', // SESSION_CLOSED
  0xb3: 'token.removed', // SESSION_HANDLE_INVALID
  0xe0: 'token.removed', // TOKEN_NOT_PRESENT
  0x101: 'token.removed', // USER_NOT_LOGGED_IN, which it was: pulled and put back in between

  0x06: 'token.cannot-sign', // FUNCTION_FAILED
  0x20: 'token.cannot-sign', // DATA_INVALID
  0x21: 'token.cannot-sign', // DATA_LEN_RANGE
  0x54: 'token.cannot-sign', // FUNCTION_NOT_SUPPORTED
  0x60: 'token.cannot-sign', // KEY_HANDLE_INVALID
  0x62: 'token.cannot-sign', // KEY_SIZE_RANGE
  0x63: 'token.cannot-sign', // KEY_TYPE_INCONSISTENT
  0x68: 'token.cannot-sign', // KEY_FUNCTION_NOT_PERMITTED
  0x70: 'token.cannot-sign', // MECHANISM_INVALID
  0x71: 'token.cannot-sign', // MECHANISM_PARAM_INVALID
  0x82: 'token.cannot-sign', // OBJECT_HANDLE_INVALID
  0xa3: 'token.cannot-sign', // PIN_EXPIRED: only the issuer's own tool can change it
  0x102: 'token.cannot-sign', // USER_PIN_NOT_INITIALIZED
};

export const CKR = {
  CANT_LOCK: 0x0a,
  ARGUMENTS_BAD: 0x07,
  FUNCTION_CANCELED: 0x50,
  USER_ALREADY_LOGGED_IN: 0x100,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

export const codeOfCkr = (ckr: number | null): TokenFailureCode =>
  (ckr === null ? undefined : meanings[ckr]) ?? 'token.module-failed';

/** The number in what pkcs11js throws: as `code`, or (from `C_FindObjects`, which it does not wrap) only in the text. */
export function ckrOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'number' && error.code > 0) return error.code;
  const [, digits] = /CKR_[A-Z0-9_]+:(\d+)/.exec(error.stack ?? error.message) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** What one request to a module came to. `ckr` is for the log. */
export class TokenFailure extends Error {
  readonly code: TokenFailureCode;
  readonly tries: PinState['tries'] | null;
  readonly ckr: number | null;
  constructor(code: TokenFailureCode, tries: PinState['tries'] | null = null, ckr: number | null = null) {
    super(code);
    this.code = code;
    this.tries = tries;
    this.ckr = ckr;
  }
}

export function toFailure(error: unknown): TokenFailure {
  if (error instanceof TokenFailure) return error;
  const ckr = ckrOf(error);
  return new TokenFailure(codeOfCkr(ckr), null, ckr);
}
