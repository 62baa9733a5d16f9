import type { Command } from '../../server/contract/command.ts';
import type { SealKey, Snapshot } from '../../server/contract/snapshot.ts';
import type { Action } from '../contract/calls.ts';
import { seal } from '../keypad/seal.ts';
import type { Pad } from '../keypad/pad.ts';

type FindPad = (id: string) => Pad | null;

/** The key the current step wants a secret sealed to. */
function sealKeyOf(snapshot: Snapshot, kind: 'password' | 'inquiryPin'): SealKey | null {
  return snapshot.step.kind === kind ? snapshot.step.seal : null;
}

/** What was pressed on the screen as the server's command; `null` when the keypad is not the open one or the step is over. */
export async function toCommand(action: Action, snapshot: Snapshot, findPad: FindPad): Promise<Command | null> {
  switch (action.kind) {
    case 'submit-password': {
      const pad = findPad(action.pad);
      const key = sealKeyOf(snapshot, 'password');
      if (pad?.purpose !== 'login-password' || key === null) return null;
      const about = { purpose: 'login-password', flow: snapshot.flow } as const;
      return { kind: 'submit-password', sealed: await pad.spend((bytes) => seal(bytes, key, about)) };
    }
    case 'register-inquiry-pin': {
      const pad = findPad(action.pad);
      const key = sealKeyOf(snapshot, 'inquiryPin');
      if (pad?.purpose !== 'inquiry-pin' || key === null) return null;
      const about = { purpose: 'inquiry-pin', flow: snapshot.flow } as const;
      const sealed = await pad.spend((bytes) => seal(bytes, key, about));
      return { kind: 'register-inquiry-pin', account: action.account, sealed };
    }
    default:
      return action;
  }
}
