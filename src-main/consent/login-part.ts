import type { KeypadPurpose } from '../contract/calls.ts';
import type { View } from '../contract/views.ts';
import type { Proven } from '../identity/login-ports.ts';
import { LoginSession } from '../identity/login-session.ts';
import type { FlowHost } from './flow-host.ts';
import type { FlowPorts } from './flow-ports.ts';
import { loginRequest } from './login-request.ts';
import { serverClient } from './server-client.ts';

type Ports = Pick<FlowPorts, 'login' | 'judge' | 'keypads' | 'monotonic' | 'profile'>;

/** From 「電子証明書ログイン」 to the server's word about the certificate. Holds the one login that is under way. */
export class LoginPart {
  readonly #ports: Ports;
  readonly #flow: FlowHost;
  #session: LoginSession | null = null;

  constructor(ports: Ports, flow: FlowHost) {
    this.#ports = ports;
    this.#flow = flow;
  }

  /** The longest PIN that is asked for now; `null` when none is. */
  pinLimit(): number | null {
    return this.#session?.pinLimit() ?? null;
  }

  async start(): Promise<View> {
    const flow = this.#flow;
    const connection = flow.connection();
    const latest = connection?.latest;
    const step = latest?.snapshot.step;
    if (flow.state().kind !== 'login' || connection === null || step?.kind !== 'certificate') return flow.view();
    if (latest === null || latest === undefined) return flow.view();
    const elapsed = (): number => this.#ports.monotonic() - latest.receivedAt;
    const request = loginRequest(connection.request, latest.snapshot, step, elapsed);
    const session: LoginSession = new LoginSession(this.#ports.login, this.#ports.judge, request, {
      show: (screen) => {
        if (this.#session !== session) return;
        flow.show({ kind: 'identifying', session, screen, since: this.#ports.monotonic() });
      },
      failed: (code) => {
        if (this.#session !== session) return;
        flow.fail(code);
        void this.leave();
      },
      broken: (error) => {
        if (this.#session !== session) return;
        flow.caught(flow.turn(), error);
        void this.leave();
      },
      proven: (proven) => this.#prove(session, proven),
    });
    this.#session = session;
    flow.nextTurn();
    await session.start();
    return flow.view();
  }

  async confirm(attempt: string, identity: string): Promise<View> {
    await this.#identifying(attempt)?.confirm(identity);
    return this.#flow.view();
  }

  async reload(attempt: string): Promise<View> {
    await this.#identifying(attempt)?.reload();
    return this.#flow.view();
  }

  skipToken(attempt: string): View {
    this.#identifying(attempt)?.skipToken();
    return this.#flow.view();
  }

  /** What is on the open keypad is a token's PIN; it is wiped whatever comes of it. */
  async unlock(attempt: string, padId: string): Promise<View> {
    const flow = this.#flow;
    const session = this.#identifying(attempt);
    const pad = this.#ports.keypads.find(padId);
    if (session === null) return flow.view();
    if (!isTokenPin(pad?.purpose) || pad === null) return flow.show(flow.state(), flow.failure('keypad.unknown'));
    await pad.spend(async (entered) => {
      // The keypad is put away, and wiped, as soon as the screen changes: the signing keeps bytes of its own.
      const pin = Uint8Array.from(entered);
      try {
        await session.unlock(pin);
      } finally {
        pin.fill(0);
      }
    });
    return flow.view();
  }

  async cancel(attempt: string): Promise<View> {
    if (this.#identifying(attempt) === null) return this.#flow.view();
    await this.leave();
    this.#flow.begin({ kind: 'login' });
    return this.#flow.view();
  }

  /** Ends the login that is under way, whatever it waits for. */
  async leave(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  #identifying(attempt: string): LoginSession | null {
    const state = this.#flow.state();
    return state.kind === 'identifying' && state.session.id === attempt ? state.session : null;
  }

  /** The certificate's key has been used; the server says whether that is enough. */
  async #prove(session: LoginSession, proven: Proven): Promise<void> {
    const flow = this.#flow;
    const connection = flow.connection();
    const step = connection?.latest?.snapshot.step;
    if (session !== this.#session || connection?.at.kind !== 'interaction' || step?.kind !== 'certificate') return;
    const turn = flow.turn();
    const { issuer } = this.#ports.profile;
    const answer =
      proven.way === 'mutual-tls'
        ? await serverClient.certificate(proven.http, step.origin, step.ticket)
        : await serverClient.proof(connection.http, issuer, connection.at.uid, proven.proof);
    if (session !== this.#session) return;
    if (answer.kind !== 'refused') this.#ports.login.remembered.set(proven.fingerprint);
    await flow.handle(turn, answer);
    await this.leave();
  }
}

const isTokenPin = (purpose: KeypadPurpose | undefined): boolean =>
  purpose === 'token-pin' || purpose === 'token-pin-full';
