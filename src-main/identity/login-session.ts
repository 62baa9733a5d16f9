import { randomBytes } from 'node:crypto';
import type { FailureCode } from '../contract/failure.ts';
import type { TokenPinView } from '../contract/views.ts';
import { CertificateList } from './certificate-list.ts';
import type { LoginHooks, LoginPorts, LoginRequest } from './login-ports.ts';
import type { Judge, Offer } from './offers.ts';
import { pinView, stopOf, storePin, type Stop } from './pin-view.ts';
import { proofInput, proofOf } from './proof.ts';
import type { TokenOffer, Waiting } from './waiting.ts';

/**
 * From 「電子証明書ログイン」 to a proven certificate: reading, choosing, unlocking, signing. One per login; whatever it ends
 * with, `close` ends everything that was opened for it. What arrives for an older step is dropped by `#turn`.
 */
export class LoginSession {
  readonly id = randomBytes(16).toString('base64url');
  readonly #ports: LoginPorts;
  readonly #request: LoginRequest;
  readonly #hooks: LoginHooks;
  readonly #list: CertificateList;
  #waiting: Waiting = { kind: 'nothing' };
  /** The certificate of the store that was confirmed; its token may ask for a PIN. */
  #presented: Offer | null = null;
  /** Tokens in the store to read without: the system asks for each several times. */
  readonly #skipped = new Set<string>();
  #closed = false;
  #turn = 0;
  #unwatch: (() => void) | null = null;

  constructor(ports: LoginPorts, judge: Judge, request: LoginRequest, hooks: LoginHooks) {
    this.#ports = ports;
    this.#request = request;
    this.#hooks = hooks;
    this.#list = new CertificateList(ports, judge, () => this.#moreToShow());
  }

  /** Reads the store and the tokens side by side. The list shows from the first certificate on; done when all are there. */
  async start(): Promise<void> {
    this.#step({ kind: 'reading' });
    this.#presented = null;
    this.#skipped.clear();
    this.#hooks.show({ kind: 'reading-certificates', pendingModules: [] });
    this.#unwatch ??= this.#ports.tokens.watch(() => void this.#tokensChanged());
    const reading = this.#list.reading + 1;
    try {
      await this.#list.read(this.#request.origin, (token, retry) => this.#askStorePin(token, retry));
    } catch (error) {
      if (reading === this.#list.reading) this.#hooks.broken(error);
    }
  }

  /** 「読み直す」 and 「証明書を選び直す」. */
  async reload(): Promise<void> {
    // What is ended by it has nothing more to say.
    this.#step({ kind: 'nothing' });
    await this.#list.release();
    await this.start();
  }

  /** OK on the list; after a reader that was not used, the same certificate once more. */
  async confirm(identity: string): Promise<void> {
    const waiting = this.#waiting;
    if (waiting.kind === 'stopped-reader') {
      if (waiting.offer.view.id === identity) await this.#askTokenPin(waiting.offer, false);
      return;
    }
    const offer = this.#list.offers.find(({ view }) => view.id === identity);
    if (waiting.kind !== 'choice' || offer === undefined) return;
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
      this.#answerStore(waiting, Uint8Array.from(pin));
    } else if (waiting.kind === 'token-pin') {
      await this.#sign(waiting.offer, pin, null);
    }
  }

  /** Reads the certificates without those of the token whose PIN is asked. */
  skipToken(): void {
    const waiting = this.#waiting;
    if (waiting.kind !== 'store-pin' || !waiting.reading) return;
    this.#skipped.add(waiting.token);
    this.#answerStore(waiting, null);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#step({ kind: 'nothing' });
    this.#unwatch?.();
    this.#unwatch = null;
    await this.#list.release();
  }

  #step(waiting: Waiting): number {
    const before = this.#waiting;
    this.#waiting = waiting;
    this.#turn += 1;
    // Whoever was asked and not answered is told; an answer given before is not taken back by it.
    if (before.kind === 'store-pin') before.give(null);
    return this.#turn;
  }

  #moreToShow(): void {
    const waiting = this.#waiting;
    switch (waiting.kind) {
      case 'reading':
      case 'choice':
        this.#showList();
        return;
      case 'nothing-left':
        if (this.#list.state === 'something') this.#showList();
        return;
      case 'token-pin':
      case 'stopped-reader':
        // While its PIN is asked the token was pulled.
        if (!this.#list.has(waiting.offer.identity)) this.#removed(waiting.offer);
        return;
      case 'token':
        if (this.#list.has(waiting.offer.identity)) void this.#askTokenPin(waiting.offer, false);
        return;
      case 'nothing':
      case 'store-pin':
        return;
    }
  }

  #showList(): void {
    const list = this.#list;
    const { pulled } = list;
    if (list.state === 'nothing' && pulled !== null) {
      this.#step({ kind: 'nothing-left' });
      this.#hooks.show({ kind: 'token-removed', attempt: this.id, label: pulled });
    } else if (list.state === 'nothing') {
      this.#hooks.failed(list.failures[0]?.code ?? 'certificate.none-found');
    } else if (list.state === 'searching' && this.#waiting.kind === 'reading') {
      this.#hooks.show({ kind: 'reading-certificates', pendingModules: list.pendingModules });
    } else {
      if (this.#waiting.kind !== 'choice') this.#step({ kind: 'choice' });
      this.#hooks.show(list.screen(this.id));
    }
  }

  async #tokensChanged(): Promise<void> {
    const { kind } = this.#waiting;
    if (kind === 'nothing' || kind === 'store-pin') return;
    const { reading } = this.#list;
    try {
      await this.#list.readTokens();
    } catch (error) {
      if (reading === this.#list.reading) this.#hooks.broken(error);
    }
  }

  #removed(offer: TokenOffer): void {
    this.#step({ kind: 'token', offer });
    this.#hooks.show({ kind: 'token-removed', attempt: this.id, label: offer.identity.token.label });
  }

  async #present(offer: Extract<Offer, { place: 'os-store' }>): Promise<void> {
    const { attempt } = this.#list;
    if (attempt === null) return;
    const turn = this.#step({ kind: 'nothing' });
    this.#presented = offer;
    this.#hooks.show({ kind: 'proving' });
    const run = async (): Promise<void> => {
      const http = await attempt.choose(offer.offered.id);
      if (attempt !== this.#list.attempt) return;
      await this.#hooks.proven({ way: 'mutual-tls', http, fingerprint: offer.fingerprint });
    };
    try {
      await run();
    } catch (error) {
      if (attempt === this.#list.attempt && turn <= this.#turn) this.#hooks.broken(error);
    }
  }

  #askStorePin(token: string, retry: boolean): Promise<Uint8Array | null> {
    // The system may still read for a login that was left; it must not wait for an answer.
    if (this.#closed) return Promise.resolve(null);
    const offer = this.#presented;
    if (offer === null && this.#skipped.has(token)) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#step({ kind: 'store-pin', token, reading: offer === null, give: resolve });
      this.#showPin(offer, { ...storePin, label: token }, retry);
    });
  }

  #answerStore(asked: Extract<Waiting, { kind: 'store-pin' }>, pin: Uint8Array | null): void {
    asked.give(pin);
    this.#step({ kind: asked.reading ? 'reading' : 'nothing' });
    if (asked.reading) this.#showList();
    else this.#hooks.show({ kind: 'proving' });
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
      const pin = pinView(offer.identity, state.value, this.#ports.readerTime);
      if (pin === null) {
        this.#hooks.failed('token.pin-locked');
        return;
      }
      this.#step({ kind: 'token-pin', offer, state: state.value });
      this.#showPin(offer, pin, retry);
      if (pin.onReader) await this.#sign(offer, null, pin);
    });
  }

  #showPin(offer: Offer | null, pin: TokenPinView, retry: boolean, stopped: Stop | null = null): void {
    this.#hooks.show({
      kind: 'token-pin',
      attempt: this.id,
      identity: offer?.view ?? null,
      pin,
      retry,
      skippable: offer === null,
      stopped,
    });
  }

  async #sign(offer: TokenOffer, pin: Uint8Array | null, reader: TokenPinView | null): Promise<void> {
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
        await this.#signFailed(offer, signed.code, reader);
        return;
      }
      const fingerprint = offer.fingerprint;
      await this.#hooks.proven({ way: 'token', proof: proofOf(input, signed.value), fingerprint });
    });
  }

  async #signFailed(offer: TokenOffer, code: FailureCode, pin: TokenPinView | null): Promise<void> {
    const stopped = stopOf(code);
    if (code === 'token.pin-wrong') await this.#askTokenPin(offer, true);
    else if (stopped === null || pin === null) this.#refused(offer, code);
    else {
      this.#step({ kind: 'stopped-reader', offer });
      this.#showPin(offer, { ...pin, remainingMs: null }, false, stopped);
    }
  }

  #refused(offer: TokenOffer, code: FailureCode): void {
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
