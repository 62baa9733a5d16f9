import type { Permission } from '../contract/catalogue.ts';
import type { Command } from '../contract/command.ts';
import type { ProblemCode } from '../contract/problem.ts';

/** Commands that carry no secret reach the machine as they are. */
type PlainCommand = Extract<
  Command,
  { kind: 'skip-inquiry-pin' | 'confirm-result' | 'register-another' | 'permit' | 'refuse' | 'back' }
>;

/** What happened, as the machine is told: secrets and certificates have been judged before. */
export type FlowEvent =
  | PlainCommand
  | { readonly kind: 'choose-services'; readonly permissions: readonly Permission[] }
  | { readonly kind: 'certificate-accepted'; readonly memberId: string }
  | { readonly kind: 'login-stopped'; readonly memberId: string; readonly code: ProblemCode }
  | { readonly kind: 'password-accepted' }
  | { readonly kind: 'secret-refused' }
  | { readonly kind: 'pin-registered'; readonly account: string }
  | { readonly kind: 'pin-locked' }
  | { readonly kind: 'cancel'; readonly timedOut: boolean };

/** What a login is told, in a flow or a links session. */
export type CertificateEvent = Extract<FlowEvent, { kind: 'certificate-accepted' | 'login-stopped' }>;
export type PasswordEvent = Extract<FlowEvent, { kind: 'password-accepted' | 'secret-refused' | 'login-stopped' }>;

export type Advance<S> = { readonly ok: true; readonly state: S } | { readonly ok: false; readonly code: ProblemCode };
