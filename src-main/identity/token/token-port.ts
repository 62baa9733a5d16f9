import type { FailureCode } from '../../contract/failure.ts';

/** Signature algorithms of the proof of possession (RFC 7518 §3.1), best first. */
export const proofAlgorithms = ['ES256', 'PS256', 'RS256'] as const;
export type ProofAlgorithm = (typeof proofAlgorithms)[number];

/** A certificate on a token whose private key is on the same token (matched by `CKA_ID`). */
export type TokenIdentity = {
  /** Id of the module in the bank profile. */
  readonly module: string;
  /** Label and serial number of the token; they name it also after it was pulled and put back. */
  readonly token: { readonly label: string; readonly serial: string; readonly slot: string };
  /** `CKA_ID`, hex. */
  readonly keyId: string;
  /** PEM, leaf first, then what else the token holds of its chain. */
  readonly chain: readonly string[];
  /** What the token can do with this key; empty: it cannot make the signature the bank wants. */
  readonly algorithms: readonly ProofAlgorithm[];
  /** The token's PIN was locked when it was listed (`CKF_USER_PIN_LOCKED`). */
  readonly locked: boolean;
};

/** What the flags of the token say before anybody is asked (PKCS#11 v3.1 §4.4, `CK_TOKEN_INFO`). */
export type PinState = {
  readonly tries: 'normal' | 'low' | 'final' | 'locked';
  /** In bytes, from the token. */
  readonly length: { readonly min: number; readonly max: number };
  /** The reader has its own keys (`CKF_PROTECTED_AUTHENTICATION_PATH`): the PIN is entered there, and never here. */
  readonly onReader: boolean;
};

export type TokenFailureCode = Extract<FailureCode, `token.${string}`>;

/** `tries` is what the flags said after a wrong PIN. */
export type TokenResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: TokenFailureCode; readonly tries?: PinState['tries'] };

/** One reading of all modules: what was found, and which module did not answer and why. */
export type TokenListing = {
  readonly identities: readonly TokenIdentity[];
  readonly failures: readonly { readonly module: string; readonly code: TokenFailureCode }[];
};

/**
 * Hardware tokens by way of their PKCS#11 modules. Each module runs in a process of its own; one that crashes, hangs or
 * lies is a `TokenFailureCode`, never an exception, and the others go on.
 */
export interface TokenReader {
  /** Ids of the modules it asks: those of the profile that there are for this operating system. */
  readonly modules: readonly string[];
  /** `arrived` hears of each module as soon as it has answered; the promise waits for the slowest. */
  list(arrived?: (module: string, part: TokenListing) => void): Promise<TokenListing>;
  /** Calls back whenever a token comes or goes; returns how to stop. */
  watch(onChange: () => void): () => void;
  pinState(identity: TokenIdentity): Promise<TokenResult<PinState>>;
  /**
   * Logs in, signs, logs out, closes the session. `pin` is `null` for a PIN entered on the reader; the bytes are the caller's to
   * wipe. `input` is the whole JWS signing input; the answer has the form of JOSE (ECDSA: r‖s, 64 bytes).
   */
  sign(
    identity: TokenIdentity,
    pin: Uint8Array | null,
    algorithm: ProofAlgorithm,
    input: Uint8Array,
  ): Promise<TokenResult<Uint8Array>>;
  /** Ends what is under way (a PIN being asked on a reader, a signature): the module's process is killed and starts anew. */
  cancel(): void;
  close(): Promise<void>;
}
