import type { Failure, FailureCode } from '../contract/failure.ts';
import type { View } from '../contract/views.ts';
import type { LoginRequest, LoginScreen, Proven } from '../identity/login-ports.ts';
import type { LoginSession } from '../identity/login-session.ts';

/** What became of the proof at the server, and how the host goes on with it. */
export type Presented = { readonly accepted: boolean; readonly proceed: () => Promise<View> };

/** What a login needs of the procedure it belongs to: a TPP's request, or the links. */
export type LoginHost = {
  /** What the server asks to see now; `null`: the screen is another one. */
  readonly wanted: () => LoginRequest | null;
  /** The login whose screen shows. */
  readonly shown: () => LoginSession | null;
  readonly showLogin: (session: LoginSession, screen: LoginScreen) => void;
  /** Back to 「電子証明書ログイン」. */
  readonly back: () => View;
  /** Names what the customer started last; what belongs to an older turn is dropped. */
  readonly turn: () => number;
  readonly nextTurn: () => number;
  readonly view: () => View;
  readonly say: (failure: Failure) => View;
  readonly failure: (code: FailureCode) => Failure;
  readonly fail: (code: FailureCode) => View;
  readonly caught: (turn: number, error: unknown) => View;
  /** Sends the proof to the server; `null`: it is not asked for any more. */
  readonly present: (proven: Proven) => Promise<Presented | null>;
};
