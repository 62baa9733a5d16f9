import { randomBytes } from 'node:crypto';
import type { LeftOutView, TokenPinView } from '../contract/views.ts';
import type { CertificateAttempt } from './certificate-login.ts';
import type { LoginHooks, LoginPorts, LoginRequest } from './login-ports.ts';
import { mergeOffers, type Judge, type Offer } from './offers.ts';
import { proofInput, proofOf } from './proof.ts';
import type { PinState, TokenIdentity, TokenListing } from './token/token-port.ts';

type TokenOffer = Extract<Offer, { place: 'token' }>;

/** What the customer is asked now, besides what is shown. */
type Waiting =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'choice' }
  | { readonly kind: 'token-pin'; readonly offer: TokenOffer; readonly state: PinState }
  | { readonly kind: 'store-pin'; readonly give: (pin: Uint8Array | null) => void }
  | { readonly kind: 'token'; readonly offer: TokenOffer };

const storePin: TokenPinView = { label: '', tries: 'normal', length: { min: 1, max: 64 }, onReader: false };

/** `CKF_USER_PIN_LOCKED` is a failure, not a way to ask. */
function pinView(identity: TokenIdentity, state: PinState): TokenPinView | null {
  if (state.tries === 'locked') return null;
  return { label: identity.token.label, tries: state.tries, length: state.length, onReader: state.onReader };
}

const sameToken = (a: TokenIdentity, b: TokenIdentity): boolean =>
  a.module === b.module && a.token.serial === b.token.serial && a.keyId === b.keyId;

/**
 * From 「電子証明書ログイン」 to a proven certificate: reading, choosing, unlocking, signing. One per login; whatever it ends
 * with, `close` ends everything that was opened for it. What arrives for an older step is dropped by `#turn`.
 */
export class LoginSession {
  readonly id = randomBytes(16).toString('base64url');
  readonly #ports: LoginPorts;
  readonly #judge: Judge;
  readonly #request: LoginRequest;
  readonly #hooks: LoginHooks;
  #attempt: CertificateAttempt | null = null;
  #listing: TokenListing = { identities: [], failures: [] };
  #offers: readonly Offer[] = [];
  /** What the system left out, and what lies on tokens and cannot be used. */
  #leftOut: readonly LeftOutView[] = [];
  #unusable: readonly LeftOutView[] = [];
  #waiting: Waiting = { kind: 'nothing' };
  #turn = 0;
  #unwatch: (() => void) | null = null;

  constructor(ports: LoginPorts, judge: Judge, request: LoginRequest, hooks: LoginHooks) {
    this.#ports = ports;
    this.#judge = judge;
    this.#request = request;
    this.#hooks = hooks;
  }

  /** Reads the store and the tokens side by side, and shows one list. */
  async start(): Promise<void> {
    const turn = this.#step({ kind: 'nothing' });
    this.#hooks.show({ kind: 'reading-certificates' });
    await this.#guard(turn, async () => {
      const [attempt, listing] = await Promise.all([
        this.#ports.certificates.begin(this.#request.origin, (token, retry) => this.#askStorePin(token, retry)),
        this.#tokens(),
      ]);
      if (turn !== this.#turn) {
        await attempt.close();
        return;
      }
      this.#attempt = attempt;
      this.#listing = listing;
      this.#unwatch ??= this.#ports.tokens.watch(() => void this.#tokensChanged());
      this.#merge();
      // With nothing to choose, what was left out and why is all there is to show.
      if (this.#offers.length === 0) this.#leftOut = await this.#ports.leftOut([]);
      if (turn !== this.#turn) return;
      this.#list();
      if (this.#offers.length > 0) await this.#addLeftOut(attempt);
    });
  }

  /** 「読み直す」 and 「証明書を選び直す」. */
  async reload(): Promise<void> {
    await this.#release();
    await this.start();
  }

  async confirm(identity: string): Promise<void> {
    const offer = this.#offers.find(({ view }) => view.id === identity);
    if (this.#waiting.kind !== 'choice' || offer === undefined) return;
    await (offer.place === 'os-store' ? this.#present(offer) : this.#askTokenPin(offer, false));
  }

  /** The longest PIN that is asked for now; `null` when none is. */
  pinLimit(): number | null {
    if (this.#waiting.kind === 'store-pin') return storePin.length.max;
    return this.#waiting.kind === 'token-pin' ? this.#waiting.state.length.max : null;
  }

  /** `pin` is wiped by whoever lent it. */
  async unlock(pin: Uint8Array): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.kind === 'store-pin') {
      waiting.give(Uint8Array.from(pin));
      this.#step({ kind: 'nothing' });
      this.#hooks.show({ kind: 'proving' });
    } else if (waiting.kind === 'token-pin') {
      await this.#sign(waiting.offer, pin);
    }
  }

  async close(): Promise<void> {
    this.#step({ kind: 'nothing' });
    this.#unwatch?.();
    this.#unwatch = null;
    await this.#release();
  }

  #step(waiting: Waiting): number {
    const before = this.#waiting;
    this.#waiting = waiting;
    this.#turn += 1;
    // Whoever was asked and not answered is told; an answer given before is not taken back by it.
    if (before.kind === 'store-pin') before.give(null);
    return this.#turn;
  }

  async #release(): Promise<void> {
    const attempt = this.#attempt;
    this.#attempt = null;
    this.#ports.tokens.cancel();
    await attempt?.close();
  }

  async #tokens(): Promise<TokenListing> {
    if (this.#ports.modules.length === 0) return { identities: [], failures: [] };
    return await this.#ports.tokens.list();
  }

  #merge(): void {
    const merged = mergeOffers(this.#attempt?.offered ?? [], this.#listing.identities, this.#judge);
    this.#offers = merged.offers;
    this.#unusable = merged.leftOut;
  }

  #list(): void {
    this.#merge();
    // One that lies on a token and in the store is told of once.
    const twice = (one: LeftOutView): boolean =>
      this.#unusable.some(({ serial, issuer }) => serial === one.serial && issuer === one.issuer);
    const leftOut = [...this.#unusable, ...this.#leftOut.filter((one) => !twice(one))];
    if (this.#offers.length === 0 && leftOut.length === 0) {
      this.#hooks.failed(this.#listing.failures[0]?.code ?? 'certificate.none-found');
      return;
    }
    if (this.#waiting.kind !== 'choice') this.#step({ kind: 'choice' });
    const last = this.#ports.remembered.get();
    this.#hooks.show({
      kind: 'certificates',
      attempt: this.id,
      identities: this.#offers.map(({ view }) => view),
      leftOut,
      remembered: this.#offers.find(({ fingerprint }) => fingerprint === last)?.view.id ?? null,
      modulesMissing: this.#listing.failures.map(({ module, code }) => ({
        module: this.#judge.moduleName(module),
        code,
      })),
    });
  }

  /** What the system left out comes a little later: the list does not wait for it. */
  async #addLeftOut(attempt: CertificateAttempt): Promise<void> {
    const leftOut = await this.#ports.leftOut(this.#offers.map(({ pem }) => pem));
    if (attempt !== this.#attempt) return;
    this.#leftOut = leftOut;
    if (this.#waiting.kind === 'choice' && leftOut.length > 0) this.#list();
  }

  async #tokensChanged(): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.kind === 'nothing' || waiting.kind === 'store-pin') return;
    const turn = this.#turn;
    await this.#guard(turn, async () => {
      const listing = await this.#tokens();
      if (turn !== this.#turn) return;
      this.#listing = listing;
      if (waiting.kind === 'choice') this.#list();
      else await this.#tokenMoved(waiting.offer, waiting.kind === 'token');
    });
  }

  /** While its PIN is asked a token was pulled, or put back. */
  async #tokenMoved(offer: TokenOffer, wasGone: boolean): Promise<void> {
    const present = this.#listing.identities.some((identity) => sameToken(identity, offer.identity));
    if (!present && !wasGone) this.#removed(offer);
    if (present && wasGone) await this.#askTokenPin(offer, false);
  }

  #removed(offer: TokenOffer): void {
    this.#step({ kind: 'token', offer });
    this.#hooks.show({ kind: 'token-removed', attempt: this.id, label: offer.identity.token.label });
  }

  async #present(offer: Extract<Offer, { place: 'os-store' }>): Promise<void> {
    const attempt = this.#attempt;
    if (attempt === null) return;
    const turn = this.#step({ kind: 'nothing' });
    this.#hooks.show({ kind: 'proving' });
    const run = async (): Promise<void> => {
      const http = await attempt.choose(offer.offered.id);
      if (attempt !== this.#attempt) return;
      await this.#hooks.proven({ way: 'mutual-tls', http, fingerprint: offer.fingerprint });
    };
    try {
      await run();
    } catch (error) {
      if (attempt === this.#attempt && turn <= this.#turn) this.#hooks.broken(error);
    }
  }

  #askStorePin(token: string, retry: boolean): Promise<Uint8Array | null> {
    return new Promise((resolve) => {
      this.#step({ kind: 'store-pin', give: resolve });
      this.#hooks.show({
        kind: 'token-pin',
        attempt: this.id,
        identity: null,
        pin: { ...storePin, label: token },
        retry,
      });
    });
  }

  async #askTokenPin(offer: TokenOffer, retry: boolean): Promise<void> {
    const turn = this.#step({ kind: 'nothing' });
    this.#hooks.show({ kind: 'proving' });
    await this.#guard(turn, async () => {
      const state = await this.#ports.tokens.pinState(offer.identity);
      if (turn !== this.#turn) return;
      if (!state.ok) {
        this.#refused(offer, state.code);
        return;
      }
      const pin = pinView(offer.identity, state.value);
      if (pin === null) {
        this.#hooks.failed('token.pin-locked');
        return;
      }
      this.#step({ kind: 'token-pin', offer, state: state.value });
      this.#hooks.show({ kind: 'token-pin', attempt: this.id, identity: offer.view, pin, retry });
      if (pin.onReader) await this.#sign(offer, null);
    });
  }

  async #sign(offer: TokenOffer, pin: Uint8Array | null): Promise<void> {
    const { proof } = this.#request;
    const [algorithm] = offer.identity.algorithms;
    if (proof === null || algorithm === undefined) {
      this.#hooks.failed('token.cannot-sign');
      return;
    }
    const turn = this.#step({ kind: 'nothing' });
    if (pin !== null) this.#hooks.show({ kind: 'proving' });
    await this.#guard(turn, async () => {
      const input = proofInput(proof, algorithm, offer.identity.chain, this.#request.serverNow());
      const signed = await this.#ports.tokens.sign(offer.identity, pin, algorithm, Buffer.from(input));
      if (turn !== this.#turn) return;
      if (!signed.ok) {
        await this.#signFailed(offer, signed.code);
        return;
      }
      const fingerprint = offer.fingerprint;
      await this.#hooks.proven({ way: 'token', proof: proofOf(input, signed.value), fingerprint });
    });
  }

  async #signFailed(offer: TokenOffer, code: Parameters<LoginHooks['failed']>[0]): Promise<void> {
    if (code === 'token.pin-wrong') await this.#askTokenPin(offer, true);
    else this.#refused(offer, code);
  }

  #refused(offer: TokenOffer, code: Parameters<LoginHooks['failed']>[0]): void {
    if (code === 'token.removed') this.#removed(offer);
    else this.#hooks.failed(code);
  }

  async #guard(turn: number, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (turn === this.#turn) this.#hooks.broken(error);
    }
  }
}
