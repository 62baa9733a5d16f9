import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeKeeping } from '../../../src-main/compose-keeping.ts';
import type { Keeping } from '../../../src-main/consent/keeping.ts';
import type { Profile } from '../../../src-main/policy/profile.ts';
import type { PlayedDevice } from '../../../src-main/tester/device/played-device.ts';
import { followKeyring, playedKeyring } from '../../../src-main/tester/device/played-keyring.ts';
import { FakeKeyring } from '../../../test/support/fake-keyring.ts';

export type PlayerKept = Keeping & {
  readonly onChange: (listener: () => void) => void;
  readonly close: () => Promise<void>;
};

/** What outlives a run, with a keyring made of nothing and a folder that goes with the script. */
export async function openKept(profile: Profile, device: PlayedDevice): Promise<PlayerKept> {
  const userData = await mkdtemp(join(tmpdir(), 'renkei-played-'));
  let changed = (): void => undefined;
  const kept = composeKeeping({
    profile,
    keyring: playedKeyring(new FakeKeyring(), device),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    userData,
    versions: { app: '0.1.0', electron: '', system: process.platform },
    onChange: () => changed(),
  });
  kept.start();
  const unfollow = followKeyring(device, kept.restart);
  return {
    keyring: kept.keyring,
    receipt: kept.receipt,
    onChange: (listener) => {
      changed = listener;
    },
    close: async () => {
      unfollow();
      await rm(userData, { recursive: true, force: true });
    },
  };
}
