import { randomBytes } from 'node:crypto';
import type { KeyringReason } from '../contract/diagnostics.ts';
import { DamagedValue, KeyringForgets, KeyringMissing, type Keyring } from './keyring-port.ts';
import { KeyringSilent } from './patient-keyring.ts';

export type KeyringState =
  | { readonly kind: 'available' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'unavailable'; readonly reason: Exclude<KeyringReason, 'locked'> };

/** The kind of trouble behind a rejected call. */
export function troubleOf(error: unknown): Exclude<KeyringReason, 'locked'> {
  if (error instanceof KeyringForgets) return 'does-not-keep';
  if (error instanceof KeyringMissing) return 'library-missing';
  return error instanceof KeyringSilent ? 'no-answer' : 'no-service';
}

const same = (one: Uint8Array | null, other: Uint8Array): boolean => one !== null && Buffer.compare(one, other) === 0;

/**
 * Writes, reads back and removes a value that means nothing. Reading alone proves nothing: a locked keyring answers `null`, and only
 * writing tells. Never rejects.
 */
export async function selfTest(keyring: Keyring): Promise<KeyringState> {
  const probe = randomBytes(32);
  let answers = false;
  try {
    await keyring.get('self-test').catch((error: unknown) => {
      if (!(error instanceof DamagedValue)) throw error;
    });
    answers = true;
    await keyring.set('self-test', probe);
  } catch (error) {
    const reason = troubleOf(error);
    return answers && reason === 'no-service' ? { kind: 'locked' } : { kind: 'unavailable', reason };
  }
  try {
    const kept = same(await keyring.get('self-test'), probe) && (await keyring.delete('self-test'));
    return kept ? { kind: 'available' } : { kind: 'unavailable', reason: 'does-not-keep' };
  } catch (error) {
    return { kind: 'unavailable', reason: troubleOf(error) };
  }
}
