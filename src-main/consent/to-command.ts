import type { Command, SealPurpose } from '../../server/contract/command.ts';
import type { AttestedSealKey, Snapshot } from '../../server/contract/snapshot.ts';
import type { Action } from '../contract/calls.ts';
import type { Pad } from '../keypad/pad.ts';
import { seal } from '../keypad/seal.ts';
import type { TrustedKey } from '../keypad/trusted-key.ts';

type FindPad = (id: string) => Pad | null;

/** Checks the key of the current step. @throws {KeyUntrusted} @throws {NetworkError} */
export type Trust = (key: AttestedSealKey) => Promise<TrustedKey>;

/** The key the current step wants a secret sealed to. */
function sealKeyOf(snapshot: Snapshot, kind: 'password' | 'inquiryPin'): AttestedSealKey | null {
  return snapshot.step.kind === kind ? snapshot.step.seal : null;
}

/**
 * What is on the keypad, sealed to a key that has been checked; wiped whatever comes of it. `null`: the keypad is not the open one,
 * or was put away meanwhile (what is sealed then may be the zeros it was wiped with).
 */
export async function sealed(
  purpose: SealPurpose,
  id: string,
  key: AttestedSealKey | null,
  findPad: FindPad,
  trust: Trust,
): Promise<string | null> {
  const pad = findPad(id);
  if (pad?.purpose !== purpose || key === null) return null;
  const trusted = await trust(key).catch((error: unknown) => {
    pad.wipe();
    throw error;
  });
  if (findPad(id) !== pad) return null;
  const text = await pad.spend((bytes) => seal(bytes, trusted, purpose));
  return findPad(id) === pad ? text : null;
}

/** What was pressed on the screen as the server's command; `null` when the keypad is not the open one or the step is over. */
export async function toCommand(
  action: Action,
  snapshot: Snapshot,
  findPad: FindPad,
  trust: Trust,
): Promise<Command | null> {
  switch (action.kind) {
    case 'submit-password': {
      const key = sealKeyOf(snapshot, 'password');
      const text = await sealed('login-password', action.pad, key, findPad, trust);
      return text === null ? null : { kind: 'submit-password', sealed: text };
    }
    case 'register-inquiry-pin': {
      const key = sealKeyOf(snapshot, 'inquiryPin');
      const text = await sealed('inquiry-pin', action.pad, key, findPad, trust);
      return text === null ? null : { kind: 'register-inquiry-pin', account: action.account, sealed: text };
    }
    default:
      return action;
  }
}
