import { TrustedKey } from '../keypad/trusted-key.ts';
import type { Profile } from '../policy/profile.ts';
import type { Connection } from './flow-state.ts';
import type { Trust } from './to-command.ts';

/** Trusts a sealing key of this flow, or links session, that the pinned issuer vouches for; `elapsed`: milliseconds since the snapshot came. */
export const sealTrust =
  (
    { issuer, pinnedKeys }: Profile,
    { keys }: Pick<Connection, 'keys'>,
    about: { readonly flow: string; readonly serverTime: string },
    elapsed: () => number,
  ): Trust =>
  (key) =>
    TrustedKey.check(key, {
      issuer,
      flow: about.flow,
      now: new Date(Date.parse(about.serverTime) + elapsed()),
      signers: keys,
      pinned: pinnedKeys,
    });
