import type { Snapshot, Step } from '../../server/contract/snapshot.ts';
import type { SnapshotView, StepView } from '../contract/views.ts';

function stepView(step: Step): StepView {
  switch (step.kind) {
    case 'certificate':
      return { kind: step.kind };
    case 'password':
    case 'inquiryPin': {
      const { seal: _seal, ...shown } = step;
      return shown;
    }
    case 'services':
    case 'inquiryPinResult':
    case 'consent':
    case 'stopped':
      return step;
  }
}

/** What of a snapshot the renderer gets: not the ticket, not the key. The remaining time is measured on the server's clock. */
export function snapshotView(snapshot: Snapshot, ageSeconds: number): SnapshotView {
  const { expiresAt, serverTime, step, ...rest } = snapshot;
  const seconds = (Date.parse(expiresAt) - Date.parse(serverTime)) / 1000 - ageSeconds;
  return { ...rest, step: stepView(step), remainingSeconds: Math.max(0, Math.round(seconds)) };
}
