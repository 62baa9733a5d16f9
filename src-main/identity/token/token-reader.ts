import { createHash, X509Certificate } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Log } from '../../diagnostics/log.ts';
import type { TokenModule } from '../../policy/profile.ts';
import { ModuleClient } from './module-client.ts';
import { oneOfEach } from './one-of-each.ts';
import type { ProcessHost } from './process-host.ts';
import { isSignatureOf } from './signature-check.ts';
import { usualTiming, type Timing } from './timing.ts';
import type {
  PinState,
  ProofAlgorithm,
  TokenFailureCode,
  TokenIdentity,
  TokenListing,
  TokenReader,
  TokenResult,
} from './token-port.ts';

export type TokenReaderOptions = {
  readonly modules: readonly TokenModule[];
  readonly host: ProcessHost;
  readonly platform?: NodeJS.Platform;
  readonly timing?: Timing;
  readonly monotonic?: () => number;
  readonly log?: Log | null;
};

function pathFor(module: TokenModule, platform: NodeJS.Platform): string | null {
  if (platform !== 'win32' && platform !== 'darwin' && platform !== 'linux') return null;
  return module.path[platform] ?? null;
}

const moduleFailed = { ok: false, code: 'token.module-failed' } as const;

/** What is known to be plugged in; `stale` after a removal: whatever the next look shows is news. */
type Known = { readonly names: string } | 'stale';

const namesOf = (tokens: readonly string[]): string => tokens.join('\n');

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey.type === 'public';
  } catch {
    return false;
  }
}

/** The tokens behind all modules the bank named for this operating system. */
export class ModuleTokenReader implements TokenReader {
  readonly #clients: ReadonlyMap<string, ModuleClient>;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();

  constructor({ modules, host, platform, timing, monotonic, log }: TokenReaderOptions) {
    this.#clients = new Map(
      modules.flatMap((module) => {
        const path = pathFor(module, platform ?? process.platform);
        if (path === null) return [];
        const client = new ModuleClient({
          module: { id: module.id, path, sha256: module.sha256 },
          host,
          timing: timing ?? usualTiming,
          monotonic: monotonic ?? (() => performance.now()),
          log: log ?? null,
          onTokens: (tokens) => this.#looked(module.id, tokens),
        });
        return [[module.id, client] as const];
      }),
    );
  }

  get modules(): readonly string[] {
    return [...this.#clients.keys()];
  }

  async list(arrived?: (module: string, part: TokenListing) => void): Promise<TokenListing> {
    const read = await Promise.all(
      [...this.#clients].map(async ([module, client]) => {
        const part = await this.#listOne(module, client);
        arrived?.(module, part);
        return part;
      }),
    );
    return {
      identities: oneOfEach(read.flatMap(({ identities }) => identities)),
      failures: read.flatMap(({ failures }) => failures),
    };
  }

  watch(onChange: () => void): () => void {
    // Of its own, so that the same function may watch twice.
    const listener = (): void => onChange();
    this.#listeners.add(listener);
    this.#watchAll();
    return () => {
      this.#listeners.delete(listener);
      this.#watchAll();
    };
  }

  async pinState(identity: TokenIdentity): Promise<TokenResult<PinState>> {
    const result = await this.#clients.get(identity.module)?.pinState(identity.token);
    return this.#noted(identity, result ?? moduleFailed);
  }

  async sign(
    identity: TokenIdentity,
    pin: Uint8Array | null,
    algorithm: ProofAlgorithm,
    input: Uint8Array,
  ): Promise<TokenResult<Uint8Array>> {
    if (!identity.algorithms.includes(algorithm)) return { ok: false, code: 'token.cannot-sign' };
    const { token, keyId } = identity;
    // The module sees no more of the proof than it needs.
    const digest = new Uint8Array(createHash('sha256').update(input).digest());
    const client = this.#clients.get(identity.module);
    const result = await client?.sign({ kind: 'sign', token, keyId, algorithm, pin, digest });
    if (result === undefined) return moduleFailed;
    if (result.ok && !isSignatureOf(identity, algorithm, input, result.value)) return moduleFailed;
    return this.#noted(identity, result);
  }

  cancel(): void {
    for (const client of this.#clients.values()) client.cancel();
  }

  close(): Promise<void> {
    this.#listeners.clear();
    for (const client of this.#clients.values()) client.close();
    return Promise.resolve();
  }

  async #listOne(module: string, client: ModuleClient): Promise<TokenListing> {
    const failure = (code: TokenFailureCode): TokenListing => ({ identities: [], failures: [{ module, code }] });
    const result = await client.list();
    if (!result.ok) {
      if (result.code === 'token.removed') this.#known.set(module, 'stale');
      else this.#known.delete(module);
      return failure(result.code);
    }
    const { tokens, identities } = result.value;
    // What came over the wall looks like a certificate; whether it is one is found out on this side.
    if (!identities.every(({ chain }) => chain.every(isCertificate))) return failure('token.module-failed');
    this.#known.set(module, { names: namesOf(tokens) });
    return { identities: identities.map((identity) => ({ module, ...identity })), failures: [] };
  }

  #noted<T>(identity: TokenIdentity, result: TokenResult<T>): TokenResult<T> {
    if (!result.ok && result.code === 'token.removed') this.#known.set(identity.module, 'stale');
    return result;
  }

  #looked(module: string, tokens: readonly string[]): void {
    const names = namesOf(tokens);
    const before = this.#known.get(module);
    this.#known.set(module, { names });
    if (before === undefined || (before !== 'stale' && before.names === names)) return;
    for (const listener of [...this.#listeners]) listener();
  }

  #watchAll(): void {
    for (const client of this.#clients.values()) client.watch(this.#listeners.size > 0);
  }
}
