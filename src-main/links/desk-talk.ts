import type { LinksSnapshot } from '../../server/contract/links-session.ts';
import { Expiry } from '../consent/expiry.ts';
import { NetworkError } from '../consent/http.ts';
import { networkFailure } from '../consent/network-failure.ts';
import { reachable } from '../consent/reachable.ts';
import { failureOf } from '../consent/recoveries.ts';
import { Reconnecting } from '../consent/reconnecting.ts';
import type { Failure, FailureCode } from '../contract/failure.ts';
import type { View } from '../contract/views.ts';
import { newReference } from '../diagnostics/reference.ts';
import { KeyUntrusted } from '../keypad/trusted-key.ts';
import type { DeskPorts } from './desk-ports.ts';
import { isInside, isInterrupted } from './desk-state.ts';
import type { DeskWindow } from './desk-window.ts';
import { linksClient, type LinksAnswer, type LinksRefusal } from './links-client.ts';

/** A session that was refused for these is over at the server. */
const ending = new Set<FailureCode>([
  'authorization.timed-out',
  'login.locked',
  'login.emergency-stop',
  'login.not-permitted',
]);

/**
 * What the server's answers and its silences lead to. The server owns the session; whatever the customer starts begins a new `turn`, and
 * an answer that belongs to an older one is dropped.
 */
export class DeskTalk {
  readonly #ports: DeskPorts;
  readonly #window: DeskWindow;
  /** Logged in: what is looked at. */
  readonly #inside: (notice: Failure | null) => Promise<View>;
  #turn = 0;
  /** Something that changes a link or a session is on its way; a second press is not sent. */
  #sending = false;
  readonly #expiry = new Expiry(() => void this.ask(this.#turn));
  readonly #reconnecting: Reconnecting;

  constructor(ports: DeskPorts, window: DeskWindow, inside: (notice: Failure | null) => Promise<View>) {
    this.#ports = ports;
    this.#window = window;
    this.#inside = inside;
    this.#reconnecting = new Reconnecting({
      after: ports.after,
      probe: () => this.#probe(),
      back: () => this.#resume(),
    });
  }

  get turn(): number {
    return this.#turn;
  }

  get isOffline(): boolean {
    return this.#reconnecting.offline;
  }

  nextTurn(): number {
    return (this.#turn += 1);
  }

  networkReturned(): void {
    this.#reconnecting.hint();
  }

  /** Nothing is waited for any more, and what still comes is dropped. */
  drop(): void {
    this.#turn += 1;
    this.#expiry.stop();
    this.#reconnecting.stop();
  }

  /** Does something once, and shows what came of it unless the customer has gone on meanwhile. */
  async send(work: () => Promise<() => View | Promise<View>>): Promise<View> {
    if (this.#sending) return this.#window.view();
    const turn = (this.#turn += 1);
    this.#sending = true;
    try {
      const then = await work();
      return turn === this.#turn ? await then() : this.#window.view();
    } catch (error) {
      return this.caught(turn, error);
    } finally {
      this.#sending = false;
    }
  }

  /** Asks where the session stands, or opens it. */
  async ask(turn: number): Promise<View> {
    const { desk } = this.#window;
    if (desk === null) return this.#window.view();
    const { issuer } = this.#ports.profile;
    try {
      const answer = await (desk.latest === null
        ? linksClient.open(desk.http, issuer)
        : linksClient.session(desk.http, issuer));
      return turn === this.#turn ? await this.handle(answer) : this.#window.view();
    } catch (error) {
      return this.caught(turn, error);
    }
  }

  /** Another attempt; `null`: the session is over, and only a new one helps. */
  async again(): Promise<View | null> {
    const { state, desk } = this.#window;
    if (this.isOffline && isInterrupted(state)) return await this.#resume();
    if (state.kind !== 'failed') return this.#window.view();
    if (desk?.latest === null || ending.has(state.failure.code)) return null;
    return await this.ask((this.#turn += 1));
  }

  async handle(answer: LinksAnswer<LinksSnapshot>): Promise<View> {
    if (!answer.ok) return this.refused(answer.refusal);
    this.#reconnecting.stop();
    return await this.#arrive(answer.value, null);
  }

  async take<T>(answer: LinksAnswer<T>, then: (value: T) => View): Promise<View> {
    if (!answer.ok) return await this.refused(answer.refusal);
    this.#reconnecting.stop();
    return then(answer.value);
  }

  note(snapshot: LinksSnapshot): void {
    const { desk } = this.#window;
    if (desk === null) return;
    if (desk.latest?.snapshot.revision !== snapshot.revision) this.#ports.keypads.close();
    desk.latest = { snapshot, receivedAt: this.#ports.monotonic() };
    this.#expiry.watch(snapshot);
  }

  async refused(refusal: LinksRefusal): Promise<View> {
    if (refusal.code === 'environment.offline') return this.#offline();
    this.#reconnecting.stop();
    const failure = this.failure(refusal.code, refusal);
    if (refusal.snapshot !== null) return await this.#arrive(refusal.snapshot, failure);
    const { state } = this.#window;
    if (isInside(state) && !ending.has(refusal.code)) return this.#window.show(state, failure);
    return this.#window.show({ kind: 'failed', failure });
  }

  failure(code: FailureCode, from?: { readonly reference: string | null; readonly triesLeft?: number }): Failure {
    const failure = failureOf(code, from?.reference ?? newReference(), from?.triesLeft);
    this.#ports.log.warn({ failure: code, reference: failure.reference }, 'refused');
    return failure;
  }

  fail(code: FailureCode): View {
    if (code === 'environment.offline') return this.#offline();
    return this.#window.show({ kind: 'failed', failure: this.failure(code) });
  }

  caught(turn: number, error: unknown): View {
    if (turn !== this.#turn) return this.#window.view();
    if (error instanceof NetworkError) return this.fail(networkFailure(error.message));
    if (error instanceof KeyUntrusted) {
      this.#ports.log.error({ reason: error.reason }, 'the sealing key is not trusted');
      return this.fail(error.code);
    }
    const failure = this.failure('app.unexpected');
    this.#ports.log.error({ err: error, reference: failure.reference }, 'unexpected');
    return this.#window.show({ kind: 'failed', failure });
  }

  async #arrive(snapshot: LinksSnapshot, notice: Failure | null): Promise<View> {
    this.note(snapshot);
    switch (snapshot.step.kind) {
      case 'certificate':
        return this.#window.show({ kind: 'login' }, notice);
      case 'password':
        return this.#window.show({ kind: 'password' }, notice);
      case 'stopped':
        // With the reference of the refusal that stopped it, where there is one.
        return notice === null ? this.fail(snapshot.step.code) : this.#window.show({ kind: 'failed', failure: notice });
      case 'open':
        return await this.#inside(notice);
    }
  }

  /** Asked again after an interruption: what shows stays until the answer is there. */
  async #resume(): Promise<View> {
    if (this.#sending) return this.#window.view();
    if (!isInterrupted(this.#window.state)) {
      this.#reconnecting.stop();
      return this.#window.refresh();
    }
    return await this.ask((this.#turn += 1));
  }

  async #probe(): Promise<boolean> {
    const { profile, log } = this.#ports;
    const { desk } = this.#window;
    try {
      return desk !== null && (await reachable(desk.http, profile.issuer));
    } catch (error) {
      log.error({ err: error }, 'asking for a sign of life failed');
      return false;
    }
  }

  /** No answer: what shows stays, and goes on by itself. */
  #offline(): View {
    const { state, desk } = this.#window;
    const known = this.isOffline && state.kind === 'failed';
    this.#reconnecting.start();
    const step = desk?.latest?.snapshot.step.kind;
    if (step === 'certificate') return this.#window.show({ kind: 'login' });
    if (step === 'password') return this.#window.show({ kind: 'password' });
    if (isInside(state)) return this.#window.show(state);
    return known
      ? this.#window.view()
      : this.#window.show({ kind: 'failed', failure: this.failure('environment.offline') });
  }
}
