import { createHash } from 'node:crypto';
import type { Snapshot, Step } from '../../server/contract/snapshot.ts';
import type { LoginRequest } from '../identity/login-ports.ts';
import type { AuthorizationRequest } from './server-client.ts';

type CertificateStep = Extract<Step, { kind: 'certificate' }>;

/**
 * What a login needs of the server's `certificate` step and of this device's own request. `elapsed` tells the milliseconds since
 * the snapshot came: with the server's time in it, a wrong clock of this PC does not spoil a proof.
 */
export function loginRequest(
  request: AuthorizationRequest,
  snapshot: Snapshot,
  { origin, proof }: CertificateStep,
  elapsed: () => number,
): LoginRequest {
  const serverNow = (): Date => new Date(Date.parse(snapshot.serverTime) + elapsed());
  if (proof === undefined) return { origin, proof: null, serverNow };
  const hash = createHash('sha256').update(request.requestUri, 'ascii').digest('base64url');
  const { nonce, audience } = proof;
  return { origin, proof: { nonce, audience, flow: snapshot.flow, request: hash }, serverNow };
}
