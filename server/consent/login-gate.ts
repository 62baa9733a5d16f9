import { loginRights } from '../bank/login-rights.ts';
import { isOpen } from '../bank/opening.ts';
import { passwordTriesLeft } from '../bank/passwords.ts';
import { readBankSettings } from '../bank/settings.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { FlowDeps } from './flow-deps.ts';

export type LoginStop = Extract<ProblemCode, `login.${string}`>;

type GateDeps = Pick<FlowDeps, 'database' | 'clock' | 'config'>;

/**
 * Why this member cannot log in now, whatever his password is; `null` when he can. First what concerns everybody, so that nobody
 * is told to call the bank about his ID while all of the service is stopped.
 */
export async function loginStop({ database, clock, config }: GateDeps, memberId: string): Promise<LoginStop | null> {
  const { stopped, hours } = await readBankSettings(database);
  if (stopped) return 'login.emergency-stop';
  if (!isOpen(hours, clock.now())) return 'login.out-of-hours';
  const { allowed } = await loginRights(database, memberId);
  if (!allowed) return 'login.not-permitted';
  return (await passwordTriesLeft(database, memberId, config.password.tries)) === 0 ? 'login.locked' : null;
}

/** What only the right password may learn. */
export async function passwordStop({ database, clock }: GateDeps, memberId: string): Promise<LoginStop | null> {
  const { passwordExpiresAt } = await loginRights(database, memberId);
  return passwordExpiresAt !== null && passwordExpiresAt <= clock.now().getTime() ? 'login.password-expired' : null;
}

/**
 * Why nobody may go on at all. Closing time lets a customer finish what he began; an emergency stop and a right that was taken
 * away do not.
 */
export async function serviceStop({ database }: GateDeps, memberId: string | null): Promise<LoginStop | null> {
  const { stopped } = await readBankSettings(database);
  if (stopped) return 'login.emergency-stop';
  if (memberId === null) return null;
  return (await loginRights(database, memberId)).allowed ? null : 'login.not-permitted';
}
