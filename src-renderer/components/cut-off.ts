import type { View } from '../../src-main/contract/views.ts';

/** Something is to be sent from here, and cannot be now: the server does not answer. */
export function isCutOff({ connection, screen }: View): boolean {
  if (connection !== 'offline') return false;
  switch (screen.kind) {
    case 'step':
      return screen.snapshot.step.kind !== 'stopped';
    case 'links-password':
    case 'link-reduction':
      return true;
    default:
      return false;
  }
}
