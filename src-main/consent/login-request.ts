import { createHash } from 'node:crypto';
import type { Step } from '../../server/contract/snapshot.ts';
import type { LoginRequest } from '../identity/login-ports.ts';

type CertificateStep = Extract<Step, { kind: 'certificate' }>;

export type LoginAbout = {
  /** The flow, or the links session. */
  readonly id: string;
  /** What this device asked for, in ASCII: the `request_uri`, or what stands for it in a links session. */
  readonly asked: string;
  readonly serverTime: string;
  /** Milliseconds since the server told `serverTime`: with both, a wrong clock of this PC does not spoil a proof. */
  readonly elapsed: () => number;
};

/** What a login needs of the server's `certificate` step and of this device's own request. */
export function loginRequest(
  { id, asked, serverTime, elapsed }: LoginAbout,
  { origin, proof }: CertificateStep,
): LoginRequest {
  const serverNow = (): Date => new Date(Date.parse(serverTime) + elapsed());
  if (proof === undefined) return { origin, proof: null, serverNow };
  const hash = createHash('sha256').update(asked, 'ascii').digest('base64url');
  const { nonce, audience } = proof;
  return { origin, proof: { nonce, audience, flow: id, request: hash }, serverNow };
}
