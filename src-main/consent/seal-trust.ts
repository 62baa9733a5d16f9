import type { Snapshot } from '../../server/contract/snapshot.ts';
import { TrustedKey } from '../keypad/trusted-key.ts';
import type { Profile } from '../policy/profile.ts';
import type { Connection } from './flow-state.ts';
import type { Trust } from './to-command.ts';

/** Trusts a sealing key of this snapshot's flow that the pinned issuer vouches for; `elapsed`: milliseconds since the snapshot came. */
export const sealTrust =
  ({ issuer, pinnedKeys }: Profile, { keys }: Connection, snapshot: Snapshot, elapsed: () => number): Trust =>
  (key) =>
    TrustedKey.check(key, {
      issuer,
      flow: snapshot.flow,
      now: new Date(Date.parse(snapshot.serverTime) + elapsed()),
      signers: keys,
      pinned: pinnedKeys,
    });
