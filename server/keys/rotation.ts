import type { Logger } from 'pino';
import type { Audit } from '../audit/audit.ts';
import { rotateKeysIfDue, type Rotation, type RotationStep } from './ring.ts';

export type RecordedRotation = Rotation & { readonly audit: Audit; readonly log: Logger };

/** `rotateKeysIfDue`, written down: what was made goes into the audit trail, everything into the log. Never key material. */
export async function rotateAndRecord({ audit, log, ...rotation }: RecordedRotation): Promise<readonly RotationStep[]> {
  const steps = await rotateKeysIfDue(rotation);
  for (const step of steps) {
    const { what, purpose: name, generation, kid: id } = step;
    log.info({ key: name, generation, id, what, activeFrom: new Date(step.activeFrom).toISOString() }, 'keys');
    if (what !== 'created') continue;
    const subject = `key:${name}` as const;
    await audit.record(
      generation === 1
        ? { kind: 'key.created', actor: 'server', subject, data: { name } }
        : { kind: 'key.rotated', actor: 'server', subject, data: { name, id } },
    );
  }
  return steps;
}
