import type { Command } from '../../server/contract/command.ts';
import type { Snapshot } from '../../server/contract/snapshot.ts';
import type { Action, KeypadPurpose } from '../contract/calls.ts';
import type { Failure, FailureCode } from '../contract/failure.ts';
import { contractVersion, type Outcome, type ReceiptView, type View } from '../contract/views.ts';
import { newReference } from '../diagnostics/reference.ts';
import type { LoginRequest, Proven } from '../identity/login-ports.ts';
import { KeyUntrusted } from '../keypad/trusted-key.ts';
import { receiptOf } from '../links/receipt-of.ts';
import { Expiry } from './expiry.ts';
import { canReturn, isBusy, isInterrupted, screenOf, standing, type Connection, type State } from './flow-state.ts';
import type { FlowPorts } from './flow-ports.ts';
import { NetworkError } from './http.ts';
import type { Presented } from './login-host.ts';
import { LoginPart } from './login-part.ts';
import { loginRequest } from './login-request.ts';
import { Numbering } from './numbering.ts';
import { networkFailure } from './network-failure.ts';
import { PublishedKeys } from './published-keys.ts';
import { reachable } from './reachable.ts';
import { Reconnecting } from './reconnecting.ts';
import { failureOf } from './recoveries.ts';
import { readRedirect } from './redirect.ts';
import { isOffline, serverClient, type Answer, type AuthorizationRequest, type Refusal } from './server-client.ts';
import { sealTrust } from './seal-trust.ts';
import { toCommand } from './to-command.ts';

/** More redirects in a row than any right flow has. */
const maxHops = 8;

/**
 * The device's side of the consent flow. The server owns the steps; this holds where the device stands between them, in
 * memory only. Whatever the customer starts begins a new `turn`; an answer that belongs to an older turn is dropped.
 */
export class ConsentFlow {
  /** 手順1-①: the certificate. */
  readonly login: LoginPart;
  readonly #ports: FlowPorts;
  #state: State = { kind: 'waiting' };
  #connection: Connection | null = null;
  #notice: Failure | null = null;
  readonly #numbering: Numbering;
  #turn = 0;
  #leaving: Outcome | null = null;
  /** A command is on its way; a second press is not sent. */
  #sending = false;
  /** Commands whose answers are awaited. */
  #underWay = 0;
  readonly #expiry = new Expiry(() => void this.#expire());
  readonly #reconnecting: Reconnecting;

  constructor(ports: FlowPorts) {
    this.#ports = ports;
    this.#numbering = ports.numbering ?? new Numbering();
    this.#reconnecting = new Reconnecting({
      after: ports.after,
      probe: () => this.#probe(),
      back: () => this.#resume(),
    });
    this.login = new LoginPart(ports, {
      wanted: () => this.#wanted(),
      shown: () => (this.#state.kind === 'identifying' ? this.#state.session : null),
      showLogin: (session, screen) =>
        void this.#show({ kind: 'identifying', session, screen, since: ports.monotonic() }),
      back: () => {
        this.#begin({ kind: 'login' });
        return this.view();
      },
      turn: () => this.#turn,
      nextTurn: () => (this.#turn += 1),
      view: () => this.view(),
      say: (failure) => this.#show(this.#state, failure),
      fail: (code) => this.#fail(code),
      failure: (code) => this.#failure(code),
      caught: (turn, error) => this.#caught(turn, error),
      present: (proven) => this.#present(proven),
    });
  }

  view(): View {
    const { profile, monotonic, keeping } = this.#ports;
    return {
      contract: contractVersion,
      sequence: this.#numbering.current,
      environment: profile.environment,
      bank: profile.bank,
      tpp: this.#connection?.tpp ?? null,
      screen: screenOf(this.#state, this.#connection, monotonic()),
      notice: this.#notice,
      connection: this.#reconnecting.offline ? 'offline' : 'online',
      ...(keeping === undefined ? {} : { keyring: keeping.keyring() }),
    };
  }

  /** Says the present view once more, when something beside the flow has changed. */
  refresh(): View {
    this.#numbering.next();
    const view = this.view();
    this.#ports.onView(view);
    return view;
  }

  get busy(): boolean {
    return isBusy(this.#state);
  }

  /** The step's limits for a keypad; `null` when the current step has no such secret. */
  keypadLimit(purpose: KeypadPurpose): number | null {
    if (purpose === 'token-pin' || purpose === 'token-pin-full') return this.login.pinLimit();
    const step = this.#state.kind === 'step' ? this.#connection?.latest?.snapshot.step : undefined;
    if (purpose === 'login-password') return step?.kind === 'password' ? step.length.max : null;
    return step?.kind === 'inquiryPin' ? step.digits : null;
  }

  /** A TPP asks. `null`: the link was not one of ours. A flow in progress is never replaced. */
  async start(request: AuthorizationRequest | null): Promise<View> {
    if (isBusy(this.#state)) return this.#show(this.#state, this.#failure('link.busy'));
    await this.#drop();
    if (request === null) return this.#show({ kind: 'failed', failure: this.#failure('link.invalid') });
    const http = this.#ports.connect();
    this.#connection = {
      http,
      keys: new PublishedKeys(http, this.#ports.profile.issuer),
      request,
      at: { kind: 'authorize' },
      tpp: null,
      latest: null,
    };
    return await this.#ask();
  }

  async send(about: { flow: string; revision: number }, action: Action): Promise<View> {
    const connection = this.#connection;
    const latest = connection?.latest;
    const snapshot = latest?.snapshot;
    if (this.#state.kind !== 'step' || connection?.at.kind !== 'interaction' || snapshot === undefined)
      return this.view();
    if (about.flow !== snapshot.flow || about.revision !== snapshot.revision || this.#sending) return this.view();
    const turn = (this.#turn += 1);
    this.#sending = true;
    try {
      const { profile, keypads, monotonic } = this.#ports;
      const trust = sealTrust(profile, connection, snapshot, () => monotonic() - (latest?.receivedAt ?? 0));
      const command = await toCommand(action, snapshot, (pad) => keypads.find(pad), trust);
      // Another press, a cancel or the end of time came while the key was checked.
      if (turn !== this.#turn) return this.view();
      if (command === null) return this.#show(this.#state, this.#failure('keypad.unknown'));
      if (action.kind === 'refuse') this.#leaving = 'refused';
      return await this.#handle(turn, await this.#post(connection.at.uid, snapshot, command));
    } catch (error) {
      return this.#caught(turn, error);
    } finally {
      this.#sending = false;
    }
  }

  /** Leaves the procedure. The server tells the TPP by `access_denied` with the step that was left. */
  async cancel(): Promise<View> {
    const connection = this.#connection;
    const snapshot = connection?.latest?.snapshot;
    if (connection?.at.kind !== 'interaction' || snapshot === undefined || this.#state.kind === 'done')
      return this.view();
    const { uid } = connection.at;
    const from = this.#state;
    await this.login.leave();
    const turn = this.#begin(from.kind === 'step' ? from : { kind: 'opening' });
    this.#leaving = from.kind === 'failed' ? 'failed' : 'cancelled';
    try {
      const answer = await this.#post(uid, snapshot, { kind: 'cancel' });
      // A command that was under way may have moved the flow on: cancel what stands now.
      const moved =
        answer.kind === 'refused' && answer.refusal.code === 'flow.conflict' ? answer.refusal.snapshot : null;
      return await this.#handle(turn, moved === null ? answer : await this.#post(uid, moved, { kind: 'cancel' }));
    } catch (error) {
      return this.#caught(turn, error);
    }
  }

  async retry(): Promise<View> {
    if (this.#connection === null) return this.view();
    if (this.#reconnecting.offline && isInterrupted(this.#state)) return await this.#resume();
    return this.#state.kind === 'failed' ? await this.#ask() : this.view();
  }

  /** The system says that there is a network again. */
  networkReturned(): void {
    this.#reconnecting.hint();
  }

  /** From a failure: tell the TPP. From the end: open its screen again. */
  async returnToTpp(): Promise<View> {
    const state = this.#state;
    if (state.kind === 'failed' && canReturn(this.#connection, state.failure)) return await this.cancel();
    if (state.kind !== 'done') return this.view();
    const handedBack = await this.#ports.openBrowser(state.url);
    return this.#show({ ...state, handedBack });
  }

  /** Forgets a flow that has ended. */
  async close(): Promise<View> {
    if (isBusy(this.#state)) return this.view();
    await this.#drop();
    return this.#show({ kind: 'waiting' });
  }

  /** 手順1-①, while it shows. */
  #wanted(): LoginRequest | null {
    const connection = this.#connection;
    const latest = connection?.latest;
    if (this.#state.kind !== 'login' || connection === null || latest === null || latest === undefined) return null;
    const { flow: id, serverTime, step } = latest.snapshot;
    if (step.kind !== 'certificate') return null;
    const elapsed = (): number => this.#ports.monotonic() - latest.receivedAt;
    return loginRequest({ id, asked: connection.request.requestUri, serverTime, elapsed }, step);
  }

  async #present(proven: Proven): Promise<Presented | null> {
    const connection = this.#connection;
    const step = connection?.latest?.snapshot.step;
    if (connection?.at.kind !== 'interaction' || step?.kind !== 'certificate') return null;
    const turn = this.#turn;
    const answer =
      proven.way === 'mutual-tls'
        ? await serverClient.certificate(proven.http, step.origin, step.ticket)
        : await serverClient.proof(connection.http, this.#ports.profile.issuer, connection.at.uid, proven.proof);
    return { accepted: answer.kind !== 'refused', proceed: () => this.#handle(turn, answer) };
  }

  /** Asks where the flow stands: at its start, after a failure, at its end of time. */
  async #ask(): Promise<View> {
    return await this.#askAs(this.#begin({ kind: 'opening' }));
  }

  /** The same after an interruption: what shows stays until the answer is there. */
  async #resume(): Promise<View> {
    // Its answer tells the same.
    if (this.#underWay > 0) return this.view();
    if (!isInterrupted(this.#state)) {
      // What shows is the device's own (a certificate to choose, a token that failed); it asks the server in its time.
      this.#reconnecting.stop();
      return this.refresh();
    }
    this.#turn += 1;
    return await this.#askAs(this.#turn);
  }

  async #probe(): Promise<boolean> {
    const { profile, log } = this.#ports;
    try {
      return this.#connection !== null && (await reachable(this.#connection.http, profile.issuer));
    } catch (error) {
      log.error({ err: error }, 'asking for a sign of life failed');
      return false;
    }
  }

  async #askAs(turn: number): Promise<View> {
    const connection = this.#connection;
    if (connection === null) return this.#show({ kind: 'waiting' });
    const { http, at } = connection;
    const { issuer } = this.#ports.profile;
    try {
      switch (at.kind) {
        case 'authorize':
          return await this.#handle(turn, await serverClient.authorize(http, issuer, connection.request));
        case 'interaction':
          return await this.#handle(turn, await serverClient.interaction(http, issuer, at.uid));
        case 'resume':
          return await this.#handle(turn, await serverClient.resume(http, issuer, at.location));
      }
    } catch (error) {
      return this.#caught(turn, error);
    }
  }

  async #post(uid: string, snapshot: Snapshot, command: Command): Promise<Answer> {
    const connection = this.#connection;
    if (connection === null) throw new Error('a command without a connection');
    const about = { flow: snapshot.flow, revision: snapshot.revision };
    this.#underWay += 1;
    try {
      return await serverClient.command(connection.http, this.#ports.profile.issuer, uid, { ...about, command });
    } finally {
      this.#underWay -= 1;
    }
  }

  async #handle(turn: number, first: Answer): Promise<View> {
    let answer = first;
    for (let hop = 0; hop < maxHops; hop += 1) {
      const connection = this.#connection;
      if (turn !== this.#turn || connection === null) return this.view();
      if (!isOffline(answer)) this.#reconnecting.stop();
      switch (answer.kind) {
        case 'snapshot':
          return this.#arrive(connection, answer.snapshot, null);
        case 'refused':
          return this.#refused(connection, answer.refusal);
        case 'resume':
          connection.at = { kind: 'resume', location: answer.location };
          answer = await serverClient.resume(connection.http, this.#ports.profile.issuer, answer.location);
          break;
        case 'redirect': {
          const next = readRedirect(answer.location, this.#ports.profile.issuer, connection.tpp?.returnTo ?? null);
          if (next.kind === 'invalid') return this.#fail('authorization.cannot-return');
          if (next.kind === 'return') return await this.#finish(turn, next.url, next.outcome);
          connection.at = { kind: 'interaction', uid: next.uid };
          answer = await serverClient.interaction(connection.http, this.#ports.profile.issuer, next.uid);
        }
      }
    }
    return this.#fail('environment.server-error');
  }

  #arrive(connection: Connection, snapshot: Snapshot, notice: Failure | null): View {
    const previous = connection.latest?.snapshot.revision;
    if (previous !== snapshot.revision) this.#ports.keypads.close();
    connection.latest = { snapshot, receivedAt: this.#ports.monotonic() };
    connection.tpp = snapshot.tpp;
    this.#leaving = null;
    this.#expiry.watch(snapshot);
    return this.#show(standing(snapshot), notice);
  }

  #refused(connection: Connection, refusal: Refusal): View {
    if (refusal.code === 'environment.offline') return this.#offline();
    const failure = this.#failure(refusal.code, refusal);
    if (refusal.snapshot !== null) return this.#arrive(connection, refusal.snapshot, failure);
    return this.#show({ kind: 'failed', failure });
  }

  /** No answer: the flow stays where it is, nothing the server knows is lost, and it goes on by itself. */
  #offline(): View {
    const known = this.#reconnecting.offline && this.#state.kind === 'failed';
    if (this.#connection !== null) this.#reconnecting.start();
    const snapshot = this.#connection?.latest?.snapshot;
    if (snapshot !== undefined) return this.#show(standing(snapshot));
    return known ? this.view() : this.#show({ kind: 'failed', failure: this.#failure('environment.offline') });
  }

  async #finish(turn: number, url: string, read: Outcome): Promise<View> {
    const outcome = read === 'permitted' ? read : (this.#leaving ?? read);
    const kept = outcome === 'permitted' ? this.#keepReceipt() : null;
    this.#ports.log.info({ outcome, ...(kept === null ? {} : { receipt: kept.receipt.number }) }, 'the flow ended');
    await this.#forgetConnection();
    if (turn !== this.#turn) return this.view();
    const handedBack = await this.#ports.openBrowser(url);
    void kept?.done.then((there) => {
      if (turn !== this.#turn || this.#state.kind !== 'done') return;
      this.#show({ ...this.#state, receipt: { ...kept.receipt, kept: there ? 'this-pc' : 'memory' } });
    });
    return this.#show({ kind: 'done', outcome, url, handedBack, receipt: kept?.receipt ?? null });
  }

  #keepReceipt(): { readonly receipt: ReceiptView; readonly done: Promise<boolean> } | null {
    const latest = this.#connection?.latest;
    const { profile, monotonic, keeping } = this.#ports;
    if (latest === null || latest === undefined || keeping === undefined) return null;
    const decided = new Date(Date.parse(latest.snapshot.serverTime) + monotonic() - latest.receivedAt);
    const receipt = receiptOf(profile, latest.snapshot, decided);
    if (receipt === null) return null;
    const { number, decidedAt } = receipt;
    return { receipt: { number, decidedAt, kept: null }, done: keeping.receipt(receipt) };
  }

  #begin(state: State): number {
    this.#turn += 1;
    this.#show(state);
    return this.#turn;
  }

  #show(state: State, notice: Failure | null = null): View {
    if (state.kind !== 'step') this.#ports.keypads.close();
    this.#state = state;
    this.#notice = notice;
    return this.refresh();
  }

  #failure(code: FailureCode, from?: { reference: string | null; triesLeft?: number }): Failure {
    const failure = failureOf(code, from?.reference ?? newReference(), from?.triesLeft);
    this.#ports.log.warn({ failure: code, reference: failure.reference }, 'refused');
    return failure;
  }

  #fail(code: FailureCode): View {
    if (code === 'environment.offline') return this.#offline();
    return this.#show({ kind: 'failed', failure: this.#failure(code) });
  }

  #caught(turn: number, error: unknown): View {
    if (turn !== this.#turn) return this.view();
    if (error instanceof NetworkError) return this.#fail(networkFailure(error.message));
    if (error instanceof KeyUntrusted) {
      this.#ports.log.error({ reason: error.reason }, 'the sealing key is not trusted');
      return this.#fail(error.code);
    }
    const failure = this.#failure('app.unexpected');
    this.#ports.log.error({ err: error, reference: failure.reference }, 'unexpected');
    return this.#show({ kind: 'failed', failure });
  }

  /** The server is asked once more. */
  async #expire(): Promise<void> {
    if (!isBusy(this.#state)) return;
    await this.login.leave();
    await this.#ask();
  }

  async #forgetConnection(): Promise<void> {
    const http = this.#connection?.http;
    const tpp = this.#connection?.tpp ?? null;
    this.#expiry.stop();
    this.#reconnecting.stop();
    this.#ports.keypads.close();
    await http?.close();
    // The TPP stays on the screen to its end.
    if (this.#connection !== null) this.#connection = { ...this.#connection, latest: null, tpp };
  }

  async #drop(): Promise<void> {
    this.#turn += 1;
    await this.login.leave();
    await this.#forgetConnection();
    this.#connection = null;
    this.#leaving = null;
  }
}
