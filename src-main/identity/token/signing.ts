import { recipes } from './algorithms.ts';
import { findObjects } from './certificates.ts';
import { CKR, ckrOf, codeOfCkr, TokenFailure } from './ckr.ts';
import { CKA, CKF, CKO, CKU, type Cryptoki, type Handle } from './cryptoki.ts';
import type { SignRequest } from './protocol.ts';
import { findToken, triesOf, type PresentToken } from './token-info.ts';

/** An RSA key of 8192 bits. */
const longestSignature = 1024;

/** Clearing up after the token was pulled fails, and says nothing new. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // The session ended with the token.
  }
}

function login(cryptoki: Cryptoki, session: Handle, user: number, pin: string): void {
  try {
    cryptoki.C_Login(session, user, pin);
  } catch (error) {
    // A session that somehow stayed logged in must not make a wrong PIN look right.
    if (ckrOf(error) !== CKR.USER_ALREADY_LOGGED_IN) throw error;
    cryptoki.C_Logout(session);
    cryptoki.C_Login(session, user, pin);
  }
}

/** A failed login with what the flags say now. */
function loginFailure(cryptoki: Cryptoki, { slot }: PresentToken, error: unknown, onReader: boolean): unknown {
  const ckr = ckrOf(error);
  // Stopped on the reader's keys: no try is used up, and it can be entered again.
  if (ckr === CKR.FUNCTION_CANCELED && onReader) return new TokenFailure('token.pin-cancelled', null, ckr);
  const code = codeOfCkr(ckr);
  if (code !== 'token.pin-wrong' && code !== 'token.pin-locked') return error;
  const tries = code === 'token.pin-locked' ? 'locked' : triesOf(cryptoki.C_GetTokenInfo(slot).flags);
  return new TokenFailure(tries === 'locked' ? 'token.pin-locked' : 'token.pin-wrong', tries, ckr);
}

/** Keys that ask for the PIN at every signature (`CKA_ALWAYS_AUTHENTICATE`); a module that does not know the word has none. */
function asksEachTime(cryptoki: Cryptoki, session: Handle, key: Handle): boolean {
  try {
    const [attribute] = cryptoki.C_GetAttributeValue(session, key, [{ type: CKA.ALWAYS_AUTHENTICATE }]);
    return Buffer.isBuffer(attribute?.value) && attribute.value[0] === 1;
  } catch {
    return false;
  }
}

function signLoggedIn(cryptoki: Cryptoki, session: Handle, request: SignRequest, reauthenticate: () => void): Buffer {
  const { keyType, mechanism, data } = recipes[request.algorithm];
  const [key] = findObjects(cryptoki, session, [
    { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
    { type: CKA.ID, value: Buffer.from(request.keyId, 'hex') },
    { type: CKA.KEY_TYPE, value: keyType },
  ]);
  if (key === undefined) throw new TokenFailure('token.cannot-sign');
  const again = asksEachTime(cryptoki, session, key);
  cryptoki.C_SignInit(session, mechanism, key);
  if (again) reauthenticate();
  return cryptoki.C_Sign(session, data(request.digest), Buffer.alloc(longestSignature));
}

/**
 * Login, signature, logout. `pin` is empty when it is entered on the reader: the binding cannot pass a null pointer, and
 * modules take a length of zero for the same.
 * @throws TokenFailure, or what the module threw.
 */
export function sign(cryptoki: Cryptoki, request: SignRequest, pin: string): Uint8Array<ArrayBuffer> {
  const token = findToken(cryptoki, request.token);
  if (triesOf(token.info.flags) === 'locked') throw new TokenFailure('token.pin-locked', 'locked');
  const session = cryptoki.C_OpenSession(token.slot, CKF.SERIAL_SESSION);
  const enter = (user: number): void => {
    try {
      login(cryptoki, session, user, pin);
    } catch (error) {
      throw loginFailure(cryptoki, token, error, request.pin === null);
    }
  };
  try {
    enter(CKU.USER);
    try {
      return new Uint8Array(signLoggedIn(cryptoki, session, request, () => enter(CKU.CONTEXT_SPECIFIC)));
    } finally {
      quietly(() => cryptoki.C_Logout(session));
    }
  } finally {
    quietly(() => cryptoki.C_CloseSession(session));
  }
}
