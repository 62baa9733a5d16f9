import { createHash, createPrivateKey, sign, constants, X509Certificate } from 'node:crypto';
import type {
  PinState,
  ProofAlgorithm,
  TokenFailureCode,
  TokenIdentity,
  TokenListing,
  TokenReader,
  TokenResult,
} from '../../src-main/identity/token/token-port.ts';
import type { TokenToMake } from './softhsm.ts';

type FakeToken = TokenToMake & { readonly serial: string; readonly slot: string; present: boolean; triesLeft: number };

/** Where something may happen to a token. */
export type Moment = 'list' | 'pin-state' | 'sign';

const fullTries = 3;
const forms = {
  ES256: { dsaEncoding: 'ieee-p1363' },
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  RS256: { padding: constants.RSA_PKCS1_PADDING },
} as const;

function triesOf(left: number): PinState['tries'] {
  if (left <= 0) return 'locked';
  if (left === 1) return 'final';
  return left < fullTries ? 'low' : 'normal';
}

const failed = (code: TokenFailureCode, tries?: PinState['tries']): TokenResult<never> =>
  tries === undefined ? { ok: false, code } : { ok: false, code, tries };

/** Tokens made of nothing: the same certificates and keys as real ones, and whatever the script says happens to them. */
export class FakeTokenReader implements TokenReader {
  readonly module: string;
  /** Modules that fail, with how. */
  readonly moduleFailures = new Map<string, TokenFailureCode>();
  /** The PIN entered on the reader; `undefined`: it has no keys; `null`: the customer stops there. */
  readerPin: string | null | undefined = undefined;
  /** Nobody comes to the reader's keys. */
  readerTimesOut = false;
  readonly #tokens: readonly FakeToken[];
  readonly #listeners = new Set<() => void>();
  readonly #at = new Map<Moment, () => void | Promise<void>>();
  #cancelled = Promise.withResolvers<undefined>();
  #closed = false;

  constructor(tokens: readonly TokenToMake[], module = 'fake') {
    this.module = module;
    this.#tokens = tokens.map((token, index) => ({
      ...token,
      serial: createHash('sha256').update(token.label).digest('hex').slice(0, 16),
      slot: index.toString(16).padStart(16, '0'),
      present: true,
      triesLeft: fullTries,
    }));
  }

  /** Everything about the token with this label; tells those who watch. */
  change(label: string, to: { readonly present?: boolean; readonly triesLeft?: number }): void {
    const token = this.#tokens.find((candidate) => candidate.label === label);
    if (token === undefined) throw new Error(`no token ${label}`);
    const moved = to.present !== undefined && to.present !== token.present;
    Object.assign(token, to);
    if (moved) for (const listener of [...this.#listeners]) listener();
  }

  /** Runs in the middle of the next one of these; may pull the token, or take its time. */
  next(moment: Moment, happens: () => void | Promise<void>): void {
    this.#at.set(moment, happens);
  }

  get modules(): readonly string[] {
    return [...new Set([this.module, ...this.moduleFailures.keys()])];
  }

  async list(arrived?: (module: string, part: TokenListing) => void): Promise<TokenListing> {
    const listing = await this.#list();
    for (const module of this.modules) {
      const identities = listing.identities.filter((identity) => identity.module === module);
      arrived?.(module, { identities, failures: listing.failures.filter((failure) => failure.module === module) });
    }
    return listing;
  }

  async #list(): Promise<TokenListing> {
    await this.#pass('list');
    const failures = [...this.moduleFailures].map(([module, code]) => ({ module, code }));
    if (this.#closed) return { identities: [], failures: [{ module: this.module, code: 'token.module-failed' }] };
    return {
      identities: this.#tokens.filter(({ present }) => present).flatMap((token) => this.#identities(token)),
      failures,
    };
  }

  watch(onChange: () => void): () => void {
    const listener = (): void => onChange();
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async pinState(identity: TokenIdentity): Promise<TokenResult<PinState>> {
    await this.#pass('pin-state');
    if (this.#closed || identity.module !== this.module) return failed('token.module-failed');
    const token = this.#find(identity);
    if (token === undefined) return failed('token.removed');
    return {
      ok: true,
      value: {
        tries: triesOf(token.triesLeft),
        length: { min: 4, max: 255 },
        onReader: this.readerPin !== undefined,
      },
    };
  }

  async sign(
    identity: TokenIdentity,
    pin: Uint8Array | null,
    algorithm: ProofAlgorithm,
    input: Uint8Array,
  ): Promise<TokenResult<Uint8Array>> {
    if (!identity.algorithms.includes(algorithm)) return failed('token.cannot-sign');
    // As a process boundary does it: what the caller wipes afterwards was already copied.
    const entered = pin === null ? this.readerPin : Buffer.from(pin).toString();
    const pulled = await Promise.race([this.#signing(), this.#cancelled.promise.then(() => 'cancelled' as const)]);
    if (pulled === 'cancelled' || this.#closed || identity.module !== this.module) return failed('token.module-failed');
    if (pin === null && this.readerTimesOut) return failed('token.pin-timed-out');
    const token = this.#find(identity);
    if (token === undefined) return failed('token.removed');
    if (token.triesLeft <= 0) return failed('token.pin-locked', 'locked');
    if (entered !== token.pin) {
      if (entered === null) return failed('token.pin-cancelled');
      token.triesLeft -= 1;
      const tries = triesOf(token.triesLeft);
      return failed(tries === 'locked' ? 'token.pin-locked' : 'token.pin-wrong', tries);
    }
    token.triesLeft = fullTries;
    const keyPem = token.objects.find(({ id }) => id === identity.keyId)?.keyPem;
    if (keyPem === undefined) return failed('token.cannot-sign');
    const value = sign('sha256', input, { key: createPrivateKey(keyPem), ...forms[algorithm] });
    return { ok: true, value: new Uint8Array(value) };
  }

  cancel(): void {
    const cancelled = this.#cancelled;
    this.#cancelled = Promise.withResolvers();
    cancelled.resolve(undefined);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    this.cancel();
    return Promise.resolve();
  }

  async #signing(): Promise<'signed'> {
    await this.#pass('sign');
    return 'signed';
  }

  async #pass(moment: Moment): Promise<void> {
    const happens = this.#at.get(moment);
    this.#at.delete(moment);
    await happens?.();
  }

  #find({ token: { label, serial } }: TokenIdentity): FakeToken | undefined {
    return this.#tokens.find((token) => token.present && token.label === label && token.serial === serial);
  }

  #identities({ label, serial, slot, objects, triesLeft }: FakeToken): readonly TokenIdentity[] {
    const parsed = objects.map((object) => ({ ...object, certificate: new X509Certificate(object.certPem) }));
    const authorities = parsed.filter(({ certificate }) => certificate.ca);
    return parsed
      .filter(({ certificate }) => !certificate.ca)
      .map(({ id, certificate }) => ({
        module: this.module,
        token: { label, serial, slot },
        keyId: id,
        chain: [
          certificate,
          ...authorities.map((ca) => ca.certificate).filter((ca) => certificate.checkIssued(ca)),
        ].map((one) => one.toString()),
        algorithms: certificate.publicKey.asymmetricKeyType === 'ec' ? ['ES256'] : ['PS256', 'RS256'],
        locked: triesOf(triesLeft) === 'locked',
      }));
  }
}
