import type { Words } from '../../server/contract/catalogue.ts';
import type { Snapshot, Step, Tpp } from '../../server/contract/snapshot.ts';
import type { KeyringView } from './diagnostics.ts';
import type { LinksScreen } from './links.ts';
import type { Failure, FailureCode } from './failure.ts';

export type { Words } from '../../server/contract/catalogue.ts';

/** Grows when a renderer built for an older number could not show a view any more. */
export const contractVersion = 1;

/** Without what only the main process needs: the ticket and the sealing key. */
type Trimmed<S> = S extends { kind: 'certificate' } ? { readonly kind: 'certificate' } : Omit<S, 'seal'>;
type Distribute<S> = S extends unknown ? Readonly<Trimmed<S>> : never;
export type StepView = Distribute<Step>;

/** The server's snapshot as a screen sees it. `remainingSeconds` was measured on the server's clock. */
export type SnapshotView = Omit<Snapshot, 'step' | 'expiresAt' | 'serverTime'> & {
  readonly step: StepView;
  readonly remainingSeconds: number;
};

/** 証明書情報 of one 電子証明書. Dates are RFC 3339, `serial` is upper-case hex pairs. */
export type IdentityView = {
  readonly id: string;
  readonly holder: string;
  readonly company: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly daysLeft: number;
  readonly place: 'os-store' | 'token';
  /** The token it lies on; `null` for the operating system's store. */
  readonly token: {
    readonly label: string;
    readonly module: Words;
    /** Its PIN is locked: nothing on it can be used before somebody has unlocked it. Absent: it is not. */
    readonly locked?: boolean;
  } | null;
  /** 30 or 10 days before its end, or past it; `null`: nothing to say yet. */
  readonly ending: 'in-30-days' | 'in-10-days' | 'ended' | null;
  /** After a renewal the old certificate stays: `true` for one that a newer one of the same person replaces. */
  readonly replaced: boolean;
};

/** Why a certificate cannot be used here; the operating system itself would just not show it. */
export const leftOutReasons = [
  'expired',
  'not-yet-valid',
  'no-private-key',
  'wrong-usage',
  'wrong-issuer',
  'cannot-sign',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export type LeftOutView = IdentityView & { readonly reason: LeftOutReason };

/** How a token's PIN is to be asked for. */
export type TokenPinView = {
  readonly label: string;
  readonly tries: 'normal' | 'low' | 'final';
  readonly length: { readonly min: number; readonly max: number };
  /** Entered on the reader's own keys; the screen only waits. */
  readonly onReader: boolean;
  /** How long the reader still waits, ms; `null`: it does not. */
  readonly remainingMs: number | null;
};

export type BankView = {
  readonly name: Words;
  readonly support: { readonly name: Words; readonly phone: string; readonly hours: Words };
};

/** 同意の控え of this decision, as the screen names it: its number and when it was decided (RFC 3339). */
export type ReceiptView = {
  readonly number: string;
  readonly decidedAt: string;
  /** Where the customer's own copy is: on this PC, or only until the app ends (no keyring). `null`: not known yet. */
  readonly kept: 'this-pc' | 'memory' | null;
};

export type Outcome = 'permitted' | 'refused' | 'cancelled' | 'failed';

export type Screen =
  /** No TPP has asked yet. */
  | { readonly kind: 'waiting' }
  /** The server is being asked. */
  | { readonly kind: 'opening' }
  /** 手順1-① with 「電子証明書ログイン」. */
  | { readonly kind: 'login' }
  /** Nothing to choose yet. `pendingModules`: the software that still looks for tokens. */
  | { readonly kind: 'reading-certificates'; readonly pendingModules: readonly Words[] }
  | {
      readonly kind: 'certificates';
      readonly attempt: string;
      readonly identities: readonly IdentityView[];
      readonly leftOut: readonly LeftOutView[];
      /** The one that was right last time; preselected, never skipped. */
      readonly remembered: string | null;
      /** Software that still looks for tokens: the list may grow, at its end. */
      readonly pendingModules: readonly Words[];
      /** A token's middleware that did not answer; the list goes without it. */
      readonly modulesMissing: readonly { readonly module: Words; readonly code: FailureCode }[];
    }
  /** The PIN of the token that holds the chosen certificate (also a token in the operating system's store). */
  | {
      readonly kind: 'token-pin';
      readonly attempt: string;
      readonly identity: IdentityView | null;
      readonly pin: TokenPinView;
      /** The last PIN was wrong. */
      readonly retry: boolean;
      /** Asked to read the certificates on it: the list can do without them (`token.skip`). */
      readonly skippable: boolean;
      /** The reader was not used in time, or its own cancel key was: `identity.confirm` of the same one asks again. */
      readonly stopped: Extract<FailureCode, 'token.pin-timed-out' | 'token.pin-cancelled'> | null;
    }
  /** The token was pulled out: putting it back goes on. */
  | { readonly kind: 'token-removed'; readonly attempt: string; readonly label: string }
  /** The chosen certificate is being presented and checked. */
  | { readonly kind: 'proving' }
  | { readonly kind: 'step'; readonly snapshot: SnapshotView }
  | {
      readonly kind: 'done';
      readonly outcome: Outcome;
      /** `false`: the browser could not be opened; the button tries again. */
      readonly handedBack: boolean;
      /** Absent: nothing was permitted, or no copy was kept. */
      readonly receipt?: ReceiptView;
    }
  | LinksScreen
  /** `canReturn`: the TPP can still be told. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly canReturn: boolean; readonly canRetry: boolean };

/** The whole of what the window shows. `sequence` only grows; an older one is dropped. */
export type View = {
  readonly contract: number;
  readonly sequence: number;
  readonly environment: 'test' | 'production';
  readonly bank: BankView;
  readonly tpp: Tpp | null;
  /** `links`: the customer looks at his links; there is no TPP. Absent: a TPP's request, or none. */
  readonly task?: 'links';
  readonly screen: Screen;
  /** `offline`: the server does not answer; the main process asks again by itself. Absent: `online`. */
  readonly connection?: 'online' | 'offline';
  /** Said once above the screen: the last refusal after which this step goes on. */
  readonly notice: Failure | null;
  /** Whether what the app keeps for the next start can be kept; left out: as `checking`. */
  readonly keyring?: KeyringView;
};

/** A software keyboard as the renderer may know it: key ids by block and position, the glyphs only as a picture. */
export type KeypadView = {
  readonly pad: string;
  /** Address of one SVG with a square cell per key, left to right in the order of `blocks`; used as a mask. */
  readonly glyphs: string;
  /** Address of a style sheet that gives the keys names to be spoken; it is there after `keypad.speak`. `null`: the bank forbids it. */
  readonly names: string | null;
  readonly blocks: readonly {
    readonly name: 'digits' | 'lower' | 'upper' | 'symbols';
    readonly keys: readonly string[];
  }[];
  readonly length: number;
  readonly max: number;
};
