import type { KeyringView } from '../contract/diagnostics.ts';
import type { Profile } from '../policy/profile.ts';

export type Facts = {
  readonly app: string;
  readonly electron: string;
  readonly system: string;
  readonly profile: Pick<Profile, 'environment' | 'issuer'>;
  readonly keyring: KeyringView;
  /** RFC 7638 thumbprint of the device key, and whether it outlives this run. */
  readonly device: { readonly thumbprint: string; readonly kept: boolean };
  readonly receipts: { readonly count: number; readonly kept: boolean };
};

const keyringLine = (keyring: KeyringView): string =>
  keyring.kind === 'memory-only' ? `${keyring.kind} (${keyring.reason})` : keyring.kind;

const lasting = (kept: boolean): string => (kept ? 'kept' : 'this run only');

/** What a support desk needs of this PC: no name, no account, no path. Codes, so that both languages read the same. */
export function report({ app, electron, system, profile, keyring, device, receipts }: Facts): string {
  return [
    `app: ${app}`,
    `runtime: ${electron}`,
    `system: ${system}`,
    `environment: ${profile.environment}`,
    `issuer: ${profile.issuer}`,
    `keyring: ${keyringLine(keyring)}`,
    `device: ${device.thumbprint} (${lasting(device.kept)})`,
    `receipts: ${receipts.count} (${lasting(receipts.kept)})`,
  ].join('\n');
}
