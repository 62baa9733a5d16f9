import type { View } from '../../src-main/contract/views.ts';

/** A step that the server has opened and cannot be told to go on with now: the server does not answer. */
export function isCutOff({ connection, screen }: View): boolean {
  return connection === 'offline' && screen.kind === 'step' && screen.snapshot.step.kind !== 'stopped';
}
