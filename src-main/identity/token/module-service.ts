import { listIdentities } from './certificates.ts';
import { CKR, ckrOf, toFailure, TokenFailure } from './ckr.ts';
import { CKF, type Cryptoki } from './cryptoki.ts';
import { moduleRequest, type Asked, type AnswerTo, type ModuleMessage, type ModuleRequest } from './protocol.ts';
import { sign } from './signing.ts';
import { findToken, pinStateOf, presentTokens, tokenNames } from './token-info.ts';
import type { TokenIdentity } from './token-port.ts';

type Request = Extract<ModuleRequest, { kind: Asked }>;

/** Serves one module to the app, one request after the other: every call blocks. */
export class ModuleService {
  readonly #cryptoki: Cryptoki;
  readonly #post: (message: ModuleMessage) => void;
  /** After a load that failed nothing may be called: the binding would jump through a null pointer. */
  #state: 'new' | 'ready' | 'failed' = 'new';
  #watching: ReturnType<typeof setInterval> | null = null;

  constructor(cryptoki: Cryptoki, post: (message: ModuleMessage) => void) {
    this.#cryptoki = cryptoki;
    this.#post = post;
  }

  /** @throws when the message is none of the protocol: then whoever sent it is not the app. */
  receive(raw: unknown): void {
    const request = moduleRequest.parse(raw);
    if (request.kind === 'watch') {
      this.#watch(request.every);
      return;
    }
    try {
      this.#post({ kind: 'answer', id: request.id, value: this.#answer(request) });
    } catch (error) {
      const { code, tries, ckr } = toFailure(error);
      // A missing file is found before there is a process, and time is kept on the other side.
      if (code === 'token.module-missing' || code === 'token.pin-timed-out') throw error;
      this.#post({ kind: 'failure', id: request.id, code, tries, ckr });
    }
  }

  #answer(request: Request): AnswerTo<Asked> {
    switch (request.kind) {
      case 'load':
        return this.#load(request.path);
      case 'list':
        return listIdentities(this.#ready());
      case 'pin-state':
        return this.#withToken(request.token, (cryptoki) => pinStateOf(findToken(cryptoki, request.token).info));
      case 'sign': {
        // The binding takes a string only, which cannot be wiped: it dies with this process, which the app ends after a login.
        const pin =
          request.pin === null ? '' : Buffer.from(request.pin.buffer, request.pin.byteOffset, request.pin.length);
        try {
          return this.#withToken(request.token, (cryptoki) => sign(cryptoki, request, pin.toString()));
        } finally {
          request.pin?.fill(0);
        }
      }
      default:
        return request satisfies never;
    }
  }

  #load(path: string): null {
    if (this.#state !== 'new') throw new TokenFailure('token.module-failed');
    this.#state = 'failed';
    this.#cryptoki.load(path);
    try {
      this.#cryptoki.C_Initialize({ flags: CKF.OS_LOCKING_OK });
    } catch (error) {
      const ckr = ckrOf(error);
      if (ckr === CKR.CANT_LOCK || ckr === CKR.ARGUMENTS_BAD) this.#cryptoki.C_Initialize();
      else if (ckr !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw error;
    }
    this.#state = 'ready';
    return null;
  }

  #ready(): Cryptoki {
    if (this.#state !== 'ready') throw new TokenFailure('token.module-failed');
    return this.#cryptoki;
  }

  /** Modules call a token that was pulled by many names; when it is gone afterwards, that is what happened. */
  #withToken<T>(token: TokenIdentity['token'], act: (cryptoki: Cryptoki) => T): T {
    const cryptoki = this.#ready();
    try {
      return act(cryptoki);
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'token.module-failed' || failure.code === 'token.cannot-sign') findToken(cryptoki, token);
      throw failure;
    }
  }

  #watch(every: number | null): void {
    if (this.#watching !== null) clearInterval(this.#watching);
    this.#watching = null;
    if (every === null || this.#state !== 'ready') return;
    this.#watching = setInterval(() => this.#look(), every);
    this.#look();
  }

  #look(): void {
    this.#post({ kind: 'tokens', tokens: this.#namesNow() });
  }

  #namesNow(): readonly string[] {
    try {
      return tokenNames(presentTokens(this.#ready(), () => undefined));
    } catch {
      // No readable slot list is no token; the next listing says why.
      return [];
    }
  }
}
