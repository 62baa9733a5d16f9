import { createHash } from 'node:crypto';
import type { Log } from '../../../diagnostics/log.ts';
import { readCertificate } from '../../facts.ts';
import type { Inventory, InventoryEntry } from './inventory.ts';
import { pemBlocks } from './pem.ts';
import type { RunTool, ToolResult } from './run-tool.ts';

const security = '/usr/bin/security';

/** One line of `find-identity`: `  1) <SHA-1 of the certificate> "<name>" (CSSMERR_…)`. */
const identityLine = /^\s*\d+\)\s+([0-9A-Fa-f]{40})\b/gm;

/** SHA-1 (upper-case hex) of every certificate that has a key, valid or not: names a certificate here, protects nothing. */
export function parseIdentities(stdout: string): ReadonlySet<string> {
  return new Set([...stdout.matchAll(identityLine)].map(([, hash]) => (hash ?? '').toUpperCase()));
}

const sha1 = (pem: string): string | undefined => {
  const raw = readCertificate(pem)?.raw;
  return raw && createHash('sha1').update(raw).digest('hex').toUpperCase();
};

export function parseKeychain(certificates: string, identities: string): readonly InventoryEntry[] {
  const withKey = parseIdentities(identities);
  return pemBlocks(certificates).map((pem) => ({
    pem,
    hasPrivateKey: withKey.has(sha1(pem) ?? ''),
    where: 'keychain',
  }));
}

const succeeded = (result: ToolResult): result is Extract<ToolResult, { kind: 'ended' }> =>
  result.kind === 'ended' && result.status === 0;

/** The keychains of the user's search list. */
export class MacInventory implements Inventory {
  readonly #run: RunTool;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: Log;

  constructor(run: RunTool, env: NodeJS.ProcessEnv, log: Log) {
    this.#run = run;
    this.#env = env;
    this.#log = log;
  }

  async read(): Promise<readonly InventoryEntry[]> {
    const env = this.#env;
    const [certificates, identities] = await Promise.all([
      this.#run({ file: security, args: ['find-certificate', '-a', '-p'], env }),
      // Without `-v` and a policy: either would leave out expired ones, and those of a CA this Mac does not know, as if they had no key.
      this.#run({ file: security, args: ['find-identity'], env }),
    ]);
    if (succeeded(certificates) && succeeded(identities)) return parseKeychain(certificates.stdout, identities.stdout);
    // An empty keychain is a failure to `find-certificate` (errSecItemNotFound), and no loss here.
    const reasons = [certificates, identities].map((one) => (one.kind === 'failed' ? one.reason : one.status));
    this.#log.warn({ store: 'keychain', reasons }, 'certificate inventory not available');
    return [];
  }
}
