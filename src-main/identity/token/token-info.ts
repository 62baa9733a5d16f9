import { CKF, type Cryptoki, type Handle, type RawTokenInfo } from './cryptoki.ts';
import { TokenFailure } from './ckr.ts';
import type { PinState, TokenIdentity } from './token-port.ts';

type TokenRef = TokenIdentity['token'];
export type PresentToken = { readonly slot: Handle; readonly ref: TokenRef; readonly info: RawTokenInfo };

/** More than any desk has; a module that names more is not believed. */
const maxSlots = 32;
const longestPin = 255;

/**
 * Padded with blanks (PKCS#11 §3.3), by some with zero bytes. Control characters have no business on a screen, nor has what is
 * left of a name that was cut in the middle of a character or is not UTF-8 (U+FFFD by the time it is here).
 */
export const plainText = (padded: string): string =>
  padded
    .replace(/[\p{Cc}\u{fffd}]/gu, ' ')
    .trimEnd()
    .slice(0, 64);

export const hasFlag = (flags: number | bigint, flag: number): boolean => (BigInt(flags) & BigInt(flag)) !== 0n;

export function triesOf(flags: number | bigint): PinState['tries'] {
  if (hasFlag(flags, CKF.USER_PIN_LOCKED)) return 'locked';
  if (hasFlag(flags, CKF.USER_PIN_FINAL_TRY)) return 'final';
  return hasFlag(flags, CKF.USER_PIN_COUNT_LOW) ? 'low' : 'normal';
}

/** Zero, "unavailable" and nonsense become the widest range: the token itself has the last word. */
export function pinStateOf(info: RawTokenInfo): PinState {
  const max = Number(info.maxPinLen);
  const min = Number(info.minPinLen);
  const limit = max >= 1 && max <= longestPin ? max : longestPin;
  return {
    tries: triesOf(info.flags),
    length: { min: min >= 1 && min <= limit ? min : 1, max: limit },
    onReader: hasFlag(info.flags, CKF.PROTECTED_AUTHENTICATION_PATH),
  };
}

function tokenAt(slot: Handle, info: RawTokenInfo): PresentToken {
  // A label may be in another character set; a serial number that is no text is no serial number.
  if (info.serialNumber.includes('\ufffd')) throw new TokenFailure('token.module-failed');
  const ref = { label: plainText(info.label), serial: plainText(info.serialNumber), slot: slot.toString('hex') };
  return { slot, info, ref };
}

/** Tokens that are there and set up. `onError` hears of each slot that could not be read; the others go on. */
export function presentTokens(cryptoki: Cryptoki, onError: (error: unknown) => void): readonly PresentToken[] {
  return cryptoki
    .C_GetSlotList(true)
    .slice(0, maxSlots)
    .flatMap((slot) => {
      try {
        const info = cryptoki.C_GetTokenInfo(slot);
        return hasFlag(info.flags, CKF.TOKEN_INITIALIZED) ? [tokenAt(slot, info)] : [];
      } catch (error) {
        onError(error);
        return [];
      }
    });
}

const ignore = (): void => undefined;

/**
 * The token wherever it is now: it may have been put back into another reader.
 * @throws TokenFailure `token.removed`.
 */
export function findToken(cryptoki: Cryptoki, wanted: TokenRef): PresentToken {
  const same = presentTokens(cryptoki, ignore).filter(
    ({ ref }) => ref.label === wanted.label && ref.serial === wanted.serial,
  );
  const found = same.find(({ ref }) => ref.slot === wanted.slot) ?? same[0];
  if (found === undefined) throw new TokenFailure('token.removed');
  return found;
}

/** Names of what is plugged in now; two readings are equal exactly when nothing came or went. */
export const tokenNames = (tokens: readonly PresentToken[]): readonly string[] =>
  tokens.map(({ ref }) => `${ref.slot} ${ref.serial} ${ref.label}`).sort();
