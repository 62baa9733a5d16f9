import { join } from 'node:path';
import type { Keeping } from './consent/keeping.ts';
import type { KeyringView } from './contract/diagnostics.ts';
import type { ReceiptsView } from './contract/receipts.ts';
import type { Log } from './diagnostics/log.ts';
import { report, type Facts } from './diagnostics/report.ts';
import { Receipts } from './links/receipts.ts';
import type { Profile } from './policy/profile.ts';
import { systemKeyring } from './vault/keyring.ts';
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
  /** A call to the keyring is under way. */
  readonly busy: () => boolean;
};

type Surroundings = {
  readonly profile: Profile;
  readonly log: Log;
  /** The app's own folder of the user who is logged in. */
  readonly userData: string;
  readonly versions: Pick<Facts, 'app' | 'electron' | 'system'>;
  readonly onChange: (view: KeyringView) => void;
};

/** Everything that outlives a run: the vault, and what lies on the disk under its keys. */
export function composeKeeping({ profile, log, userData, versions, onChange }: Surroundings): Kept {
  const service = serviceName(profile);
  const vault = new Vault({ keyring: systemKeyring(service), log, timeoutMs: keyringTimeoutMs, onChange });
  const receipts = new Receipts(async () => {
    const { value: key, kept } = await vault.obtain(receiptKey);
    if (!kept) return null;
    return new SealedFile({ file: join(userData, 'receipts.sealed'), key, context: `receipts ${service}`, log });
  }, log);
  return {
    keyring: () => vault.view(),
    receipt: (receipt) => receipts.keep(receipt),
    receipts: () => receipts.list(),
    report: async () => {
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
    start: () => void vault.open(),
    busy: () => vault.busy(),
  };
}
