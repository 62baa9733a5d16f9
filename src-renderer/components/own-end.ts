import type { FailureCode } from '../../src-main/contract/failure.ts';

/** What the customer himself decided is no alarm: how the rail calls it. `null`: anything else. */
export function ownEnd(code: FailureCode): 'refused' | 'cancelled' | null {
  switch (code) {
    case 'authorization.refused':
      return 'refused';
    case 'authorization.cancelled':
    case 'certificate.cancelled':
      return 'cancelled';
    default:
      return null;
  }
}
