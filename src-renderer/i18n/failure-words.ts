import type { FailureCode } from '../../src-main/contract/failure.ts';

/** Who can put it right. The contact panel names them. */
export type Helper = 'bank' | 'admin' | 'tpp' | 'own-it';

/** What to do, and where it helps a quieter remark. */
export type NextStep = readonly [action: string, remark?: string];

/** `{bank}` and `{tpp}` are replaced by names. Order on the screen: title, happened, safe, steps, helper. */
export type FailureWords = {
  readonly title: string;
  readonly happened: string;
  /** What was not harmed. */
  readonly safe: string;
  readonly steps: readonly [NextStep, ...NextStep[]];
  /** What to do on the screen of the failure itself, where that differs: the step or the list it arose in is gone. */
  readonly ended?: readonly [NextStep, ...NextStep[]];
  readonly helper: Helper;
  /** What to do now, where the step goes on and a notice above it says what happened. */
  readonly now?: string;
};

type Starting<P extends string> = Extract<FailureCode, `${P}.${string}`>;

export type IdentityFailures = Readonly<Record<Starting<'certificate' | 'token'>, FailureWords>>;
export type ProcedureFailures = Readonly<
  Record<Starting<'login' | 'pin' | 'authorization' | 'flow' | 'link'>, FailureWords>
>;
export type DeviceFailures = Readonly<
  Record<Starting<'request' | 'environment' | 'keypad' | 'ipc' | 'app'>, FailureWords>
>;

/** Total: a code without words does not compile. */
export type Failures = Readonly<Record<FailureCode, FailureWords>>;
