import { z } from 'zod';
import { accountSchema, permissionSchema } from '../../server/contract/catalogue.ts';
import { linkIdSchema } from '../../server/contract/links.ts';
import type { ReceiptsView } from './receipts.ts';
import type { FailureCode, Result } from './failure.ts';
import type { KeypadView, View } from './views.ts';

const opaqueId = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
const none = z.undefined();
const pad = z.strictObject({ pad: opaqueId });
const session = { session: opaqueId, revision: z.int().min(0) };
const link = z.strictObject({ id: linkIdSchema });

/** What a customer can do in a step. `pad` names an open keypad; what was entered there never comes this way. */
const actionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('submit-password'), pad: opaqueId }),
  z.strictObject({ kind: z.literal('choose-services'), permissions: z.array(permissionSchema).max(50) }),
  z.strictObject({ kind: z.literal('register-inquiry-pin'), account: accountSchema.shape.id, pad: opaqueId }),
  z.strictObject({ kind: z.literal('skip-inquiry-pin') }),
  z.strictObject({ kind: z.literal('confirm-result') }),
  z.strictObject({ kind: z.literal('register-another') }),
  z.strictObject({ kind: z.literal('permit'), intentVersion: z.string().max(64) }),
  z.strictObject({ kind: z.literal('refuse') }),
  z.strictObject({ kind: z.literal('back') }),
  z.strictObject({ kind: z.literal('extend') }),
]);
export type Action = z.infer<typeof actionSchema>;

/** A token's PIN is asked on the ten-key, or on the full keypad where it may have letters. */
export const keypadPurposes = ['login-password', 'inquiry-pin', 'token-pin', 'token-pin-full'] as const;
export type KeypadPurpose = (typeof keypadPurposes)[number];

/** Entered characters so far, and whether the limit is reached. */
export type Entered = { readonly length: number; readonly full: boolean };

/** Why a keypad ended: in the course of things, or because nobody was there, the window had no focus, the PC was locked. */
export type KeypadEnd = 'closed' | 'idle' | 'unfocused' | 'locked';

/**
 * Everything the renderer may ask. The input schemas are checked in the main process on every call; the answers' types are
 * in `Answers`. A call that changes the screen answers with the new view, which also comes as the `view` event.
 */
export const calls = {
  'app.view': none,
  'app.quit': none,
  /** The test panel: whether there is one (in the mock world only), and opening it. */
  'tester.available': none,
  'tester.open': none,
  /** The answer to `onCloseAsked`: cancel the procedure and close the window, or go on. */
  'app.leave': z.strictObject({ leave: z.boolean() }),
  /** The screen failed to draw: for the log. Names from the program's own text, never what was on the screen. */
  'app.crashed': z.strictObject({ error: z.string().max(80), component: z.string().max(80) }),
  /** Asks the server for a sign of life. */
  'connection.check': none,
  /** The system told the window that there is a network again. */
  'connection.returned': none,
  /** What the window shows, on paper: through the printing dialogue, or into a file of the customer's choice. */
  'document.print': none,
  'document.save-pdf': none,
  /** 「電子証明書ログイン」. */
  'login.start': none,
  /** The certificate confirmation's 「OK」 and 「キャンセル」. */
  'identity.confirm': z.strictObject({ attempt: opaqueId, id: opaqueId }),
  'identity.cancel': z.strictObject({ attempt: opaqueId }),
  /** 「読み直す」, and 「証明書を選び直す」 from a token's PIN. */
  'identity.reload': z.strictObject({ attempt: opaqueId }),
  /** What was entered on the open keypad is the token's PIN. */
  'token.unlock': z.strictObject({ attempt: opaqueId, pad: opaqueId }),
  /** Go on without the certificates of the token whose PIN is asked to read them. */
  'token.skip': z.strictObject({ attempt: opaqueId }),
  'keypad.open': z.strictObject({ purpose: z.enum(keypadPurposes), fixed: z.boolean() }),
  'keypad.press': z.strictObject({ pad: opaqueId, key: opaqueId }),
  'keypad.erase': pad,
  'keypad.clear': pad,
  'keypad.close': pad,
  /** Somebody moves about on the keys: the time until the keypad closes by itself starts anew. */
  'keypad.stay': pad,
  /** The characters are to be spoken by a screen reader, or no longer. Answers whether they are. */
  'keypad.speak': z.strictObject({ pad: opaqueId, on: z.boolean() }),
  /** Is answered when the keypad has ended, with the reason. */
  'keypad.ended': pad,
  'consent.send': z.strictObject({ flow: opaqueId, revision: z.int().min(0), action: actionSchema }),
  /** Leave the procedure; ends at the TPP with `access_denied`. */
  'flow.cancel': none,
  /** After a failure that allows it: back to 手順1. */
  'flow.retry': none,
  /** From a failure or the end: open the TPP's screen (again). */
  'flow.return': none,
  /** Back to the waiting screen. */
  'flow.close': none,
  /** 連携中のサービス, from the waiting screen: the login comes first. */
  'links.open': none,
  'links.password': z.strictObject({ ...session, pad: opaqueId }),
  'links.extend': z.strictObject(session),
  /** Back to the list, read anew. */
  'links.list': none,
  /** The following page of it. */
  'links.more': none,
  'links.show': link,
  /** 連携の解除; the customer has been asked once. */
  'links.revoke': link,
  /** The screen on which 業務 and accounts can be taken out of a link. */
  'links.start-reduction': link,
  /** 縮小: what stays, less than now; the customer has been asked once. */
  'links.reduce': z.strictObject({ id: linkIdSchema, permissions: z.array(permissionSchema).min(1).max(50) }),
  /** 同意の控え, signed by the server. */
  'links.receipt': link,
  /** Logs out. */
  'links.close': none,
  /** 同意の控え that this PC keeps. */
  'receipts.list': none,
  /** What a support desk needs, as text to copy. */
  'diagnostics.report': none,
} as const;

export type CallName = keyof typeof calls;
export type CallInput<K extends CallName> = z.output<(typeof calls)[K]>;

/** `reached`, or why not. */
export type ConnectionReport = { readonly server: 'reached' | FailureCode };

/** `false`: the customer closed the dialogue, or the printer would not. */
export type DocumentAnswer = { readonly done: boolean };

export type Answers = {
  'app.view': View;
  'app.quit': null;
  'tester.available': boolean;
  'tester.open': null;
  'app.leave': null;
  'app.crashed': null;
  'connection.check': ConnectionReport;
  'connection.returned': null;
  'document.print': DocumentAnswer;
  'document.save-pdf': DocumentAnswer;
  'login.start': View;
  'identity.confirm': View;
  'identity.cancel': View;
  'identity.reload': View;
  'token.unlock': View;
  'token.skip': View;
  'keypad.open': KeypadView;
  'keypad.press': Entered;
  'keypad.erase': Entered;
  'keypad.clear': Entered;
  'keypad.close': null;
  'keypad.stay': null;
  'keypad.speak': boolean;
  'keypad.ended': KeypadEnd;
  'consent.send': View;
  'flow.cancel': View;
  'flow.retry': View;
  'flow.return': View;
  'flow.close': View;
  'links.open': View;
  'links.password': View;
  'links.extend': View;
  'links.list': View;
  'links.more': View;
  'links.show': View;
  'links.revoke': View;
  'links.start-reduction': View;
  'links.reduce': View;
  'links.receipt': View;
  'links.close': View;
  'receipts.list': ReceiptsView;
  'diagnostics.report': string;
};

/** `window.renkei`, as the preload script offers it. */
export type Bridge = {
  readonly call: <K extends CallName>(name: K, input: CallInput<K>) => Promise<Result<Answers[K]>>;
  /** Calls back with every new view; returns how to stop. */
  readonly onView: (listener: (view: View) => void) => () => void;
  /** Calls back when the window's close button was pressed in the middle of a procedure; `app.leave` answers. Returns how to stop. */
  readonly onCloseAsked: (listener: () => void) => () => void;
};
