import type { RateLimitName } from '../http/rate-limit-config.ts';
import type { Audit } from './audit.ts';

/** Writes down who reached a limit, where it is somebody the bank knows. An address is nobody; it is in the log. */
export const recordLimits =
  (audit: Audit) =>
  async (limit: RateLimitName, subject: string): Promise<void> => {
    if (limit === 'member')
      await audit.record({
        kind: 'limit.reached',
        actor: `member:${subject}`,
        subject: `member:${subject}`,
        data: { limit },
      });
    if ((limit === 'par' || limit === 'token') && !subject.startsWith('x5t#S256:'))
      await audit.record({
        kind: 'limit.reached',
        actor: `tpp:${subject}`,
        subject: `tpp:${subject}`,
        data: { limit },
      });
  };
