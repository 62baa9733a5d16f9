import type { KeypadPurpose } from '../contract/calls.ts';
import type { View } from '../contract/views.ts';
import type { Proven } from '../identity/login-ports.ts';
import { LoginSession } from '../identity/login-session.ts';
import type { FlowPorts } from './flow-ports.ts';
import type { LoginHost } from './login-host.ts';

type Ports = Pick<FlowPorts, 'login' | 'judge' | 'keypads'>;

/** From 「電子証明書ログイン」 to the server's word about the certificate. Holds the one login that is under way. */
export class LoginPart {
  readonly #ports: Ports;
  readonly #host: LoginHost;
  #session: LoginSession | null = null;

  constructor(ports: Ports, host: LoginHost) {
    this.#ports = ports;
    this.#host = host;
  }

  /** The longest PIN that is asked for now; `null` when none is. */
  pinLimit(): number | null {
    return this.#session?.pinLimit() ?? null;
  }

  async start(): Promise<View> {
    const host = this.#host;
    const request = host.wanted();
    if (request === null) return host.view();
    const session: LoginSession = new LoginSession(this.#ports.login, this.#ports.judge, request, {
      show: (screen) => {
        if (this.#session === session) host.showLogin(session, screen);
      },
      failed: (code) => {
        if (this.#session !== session) return;
        host.fail(code);
        void this.leave();
      },
      broken: (error) => {
        if (this.#session !== session) return;
        host.caught(host.turn(), error);
        void this.leave();
      },
      proven: (proven) => this.#prove(session, proven),
    });
    this.#session = session;
    host.nextTurn();
    await session.start();
    return host.view();
  }

  async confirm(attempt: string, identity: string): Promise<View> {
    await this.#identifying(attempt)?.confirm(identity);
    return this.#host.view();
  }

  async reload(attempt: string): Promise<View> {
    await this.#identifying(attempt)?.reload();
    return this.#host.view();
  }

  skipToken(attempt: string): View {
    this.#identifying(attempt)?.skipToken();
    return this.#host.view();
  }

  /** What is on the open keypad is a token's PIN; it is wiped whatever comes of it. */
  async unlock(attempt: string, padId: string): Promise<View> {
    const host = this.#host;
    const session = this.#identifying(attempt);
    const pad = this.#ports.keypads.find(padId);
    if (session === null) return host.view();
    if (!isTokenPin(pad?.purpose) || pad === null) return host.say(host.failure('keypad.unknown'));
    await pad.spend(async (entered) => {
      // The keypad is put away, and wiped, as soon as the screen changes: the signing keeps bytes of its own.
      const pin = Uint8Array.from(entered);
      try {
        await session.unlock(pin);
      } finally {
        pin.fill(0);
      }
    });
    return host.view();
  }

  async cancel(attempt: string): Promise<View> {
    if (this.#identifying(attempt) === null) return this.#host.view();
    await this.leave();
    return this.#host.back();
  }

  /** Ends the login that is under way, whatever it waits for. */
  async leave(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  #identifying(attempt: string): LoginSession | null {
    const session = this.#host.shown();
    return session?.id === attempt ? session : null;
  }

  /** The certificate's key has been used; the server says whether that is enough. */
  async #prove(session: LoginSession, proven: Proven): Promise<void> {
    if (session !== this.#session) return;
    const presented = await this.#host.present(proven);
    if (presented === null || session !== this.#session) return;
    if (presented.accepted) this.#ports.login.remembered.set(proven.fingerprint);
    await presented.proceed();
    await this.leave();
  }
}

const isTokenPin = (purpose: KeypadPurpose | undefined): boolean =>
  purpose === 'token-pin' || purpose === 'token-pin-full';
