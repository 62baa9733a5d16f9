import { join } from 'node:path';
import type { Keeping } from './consent/keeping.ts';
import type { KeyringView } from './contract/diagnostics.ts';
import type { ReceiptsView } from './contract/receipts.ts';
import type { Log } from './diagnostics/log.ts';
import { report, type Facts } from './diagnostics/report.ts';
import { Receipts } from './links/receipts.ts';
import type { Profile } from './policy/profile.ts';
import type { Keyring } from './vault/keyring-port.ts';
import { SealedFile } from './vault/sealed-file.ts';
import { deviceKey, receiptKey } from './vault/secrets.ts';
import { serviceName } from './vault/service-name.ts';
import { Vault } from './vault/vault.ts';

/** Time for a customer whom the system asks to unlock his keyring. */
const keyringTimeoutMs = 30_000;

export type Kept = Keeping & {
  readonly receipts: () => Promise<ReceiptsView>;
  readonly report: () => Promise<string>;
  /** The self-test, in the background. */
  readonly start: () => void;
  /** Everything anew, as after a start: the keyring is another one now. */
  readonly restart: () => void;
  /** A call to the keyring is under way. */
  readonly busy: () => boolean;
};

type Surroundings = {
  readonly profile: Profile;
  readonly keyring: Keyring;
  readonly log: Log;
  /** The app's own folder of the user who is logged in. */
  readonly userData: string;
  readonly versions: Pick<Facts, 'app' | 'electron' | 'system'>;
  readonly onChange: (view: KeyringView) => void;
};

/** Everything that outlives a run: the vault, and what lies on the disk under its keys. */
export function composeKeeping({ profile, keyring, log, userData, versions, onChange }: Surroundings): Kept {
  const open = (): { readonly vault: Vault; readonly receipts: Receipts } => {
    const vault = new Vault({ keyring, log, timeoutMs: keyringTimeoutMs, onChange });
    const receipts = new Receipts(async () => {
      const { value: key, kept } = await vault.obtain(receiptKey);
      if (!kept) return null;
      const context = `receipts ${serviceName(profile)}`;
      return new SealedFile({ file: join(userData, 'receipts.sealed'), key, context, log });
    }, log);
    return { vault, receipts };
  };
  let held = open();
  /** Vaults that were given up while a call to the keyring was under way. */
  let left: readonly Vault[] = [];
  return {
    keyring: () => held.vault.view(),
    receipt: (receipt) => held.receipts.keep(receipt),
    receipts: () => held.receipts.list(),
    report: async () => {
      const { vault, receipts } = held;
      const { value, kept } = await vault.obtain(deviceKey);
      const listed = await receipts.list();
      return report({
        ...versions,
        profile,
        keyring: vault.view(),
        device: { thumbprint: value.thumbprint, kept },
        receipts: { count: listed.receipts.length, kept: listed.kept },
      });
    },
    start: () => void held.vault.open(),
    restart: () => {
      left = [...left, held.vault].filter((vault) => vault.busy());
      held = open();
      void held.vault.open();
    },
    busy: () => [held.vault, ...left].some((vault) => vault.busy()),
  };
}
