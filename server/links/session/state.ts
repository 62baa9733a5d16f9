import { z } from 'zod';
import type { Advance, CertificateEvent, PasswordEvent } from '../../consent/events.ts';
import type { LinksCommandKind } from '../../contract/links-session.ts';
import { problemCodes } from '../../contract/problem.ts';

const memberId = z.string().min(1);

/** Where a links session is. An ended one is not kept. */
export const sessionStateSchema = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('certificate') }).readonly(),
  z.strictObject({ at: z.literal('password'), memberId }).readonly(),
  z.strictObject({ at: z.literal('open'), memberId }).readonly(),
  z.strictObject({ at: z.literal('stopped'), memberId, code: z.enum(problemCodes) }).readonly(),
]);
export type SessionState = z.infer<typeof sessionStateSchema>;

/** Decides what an event of the login makes of a session. Pure. */
export function advanceSession(state: SessionState, event: CertificateEvent | PasswordEvent): Advance<SessionState> {
  const to = (next: SessionState): Advance<SessionState> => ({ ok: true, state: next });
  const notAllowed: Advance<SessionState> = { ok: false, code: 'flow.not-allowed' };
  switch (event.kind) {
    case 'certificate-accepted':
      return state.at === 'certificate' ? to({ at: 'password', memberId: event.memberId }) : notAllowed;
    case 'login-stopped':
      return state.at === 'certificate' || state.at === 'password'
        ? to({ at: 'stopped', memberId: event.memberId, code: event.code })
        : notAllowed;
    case 'password-accepted':
      return state.at === 'password' ? to({ at: 'open', memberId: state.memberId }) : notAllowed;
    case 'secret-refused':
      return state.at === 'password' ? to(state) : notAllowed;
    default:
      return event satisfies never;
  }
}

export function allowedInSession(state: SessionState, extensionsLeft: number): LinksCommandKind[] {
  const extend: LinksCommandKind[] = extensionsLeft > 0 && state.at !== 'stopped' ? ['extend'] : [];
  return [...(state.at === 'password' ? ['submit-password' as const] : []), ...extend, 'close'];
}
