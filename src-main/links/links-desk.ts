import type { LinkView } from '../../server/contract/links.ts';
import type { LinksCommand, LinksSnapshot } from '../../server/contract/links-session.ts';
import { Expiry } from '../consent/expiry.ts';
import type { FlowPorts } from '../consent/flow-ports.ts';
import { NetworkError } from '../consent/http.ts';
import type { Presented } from '../consent/login-host.ts';
import { LoginPart } from '../consent/login-part.ts';
import { loginRequest } from '../consent/login-request.ts';
import { networkFailure } from '../consent/network-failure.ts';
import type { Numbering } from '../consent/numbering.ts';
import { PublishedKeys } from '../consent/published-keys.ts';
import { reachable } from '../consent/reachable.ts';
import { failureOf } from '../consent/recoveries.ts';
import { Reconnecting } from '../consent/reconnecting.ts';
import { sealTrust } from '../consent/seal-trust.ts';
import { sealed } from '../consent/to-command.ts';
import type { KeypadPurpose } from '../contract/calls.ts';
import type { Failure, FailureCode } from '../contract/failure.ts';
import type { ReceiptsView } from '../contract/receipts.ts';
import { contractVersion, type View } from '../contract/views.ts';
import { newReference } from '../diagnostics/reference.ts';
import type { LoginRequest, Proven } from '../identity/login-ports.ts';
import { KeyUntrusted } from '../keypad/trusted-key.ts';
import { checkReceipt } from './check-receipt.ts';
import { deskScreen, isInside, isInterrupted, type DeskSession, type DeskState } from './desk-state.ts';
import { linksClient, type LinksAnswer, type LinksRefusal } from './links-client.ts';
import { numberOf } from './number-of.ts';

export type DeskPorts = Omit<FlowPorts, 'openBrowser' | 'keeping' | 'numbering'> & {
  readonly numbering: Numbering;
  readonly keeping?: Pick<NonNullable<FlowPorts['keeping']>, 'keyring'> & {
    readonly receipts: () => Promise<ReceiptsView>;
  };
};

/** A session that was refused for these is over at the server. */
const ending = new Set<FailureCode>([
  'authorization.timed-out',
  'login.locked',
  'login.emergency-stop',
  'login.not-permitted',
]);

/** `req` of a proof of possession in a links session (server/links/README.md). */
export const askedIn = (session: string): string => `urn:renkei:links-session:${session}`;

/**
 * The customer and his links, without a TPP: a login, and what follows it. The server owns the session; whatever the customer starts
 * begins a new `turn`, and an answer that belongs to an older one is dropped.
 */
export class LinksDesk {
  /** The certificate, as in 手順1-①. */
  readonly login: LoginPart;
  readonly #ports: DeskPorts;
  #state: DeskState = { kind: 'closed' };
  #desk: DeskSession | null = null;
  #notice: Failure | null = null;
  #turn = 0;
  /** Something that changes a link or a session is on its way; a second press is not sent. */
  #sending = false;
  readonly #expiry = new Expiry(() => void this.#ask(this.#turn));
  readonly #reconnecting: Reconnecting;

  constructor(ports: DeskPorts) {
    this.#ports = ports;
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
      back: () => this.#show({ kind: 'login' }),
      turn: () => this.#turn,
      nextTurn: () => (this.#turn += 1),
      view: () => this.view(),
      say: (failure) => this.#show(this.#state, failure),
      failure: (code) => this.#failure(code),
      fail: (code) => this.#fail(code),
      caught: (turn, error) => this.#caught(turn, error),
      present: (proven) => this.#present(proven),
    });
  }

  /** The window shows this. */
  get isOpen(): boolean {
    return this.#state.kind !== 'closed';
  }

  view(): View {
    const { profile, monotonic, numbering, keeping } = this.#ports;
    return {
      contract: contractVersion,
      sequence: numbering.current,
      environment: profile.environment,
      bank: profile.bank,
      tpp: null,
      task: 'links',
      screen: deskScreen(this.#state, this.#desk, monotonic()),
      notice: this.#notice,
      connection: this.#reconnecting.offline ? 'offline' : 'online',
      ...(keeping === undefined ? {} : { keyring: keeping.keyring() }),
    };
  }

  /** Says the present view once more, when something beside the desk has changed. */
  refresh(): View {
    this.#ports.numbering.next();
    const view = this.view();
    this.#ports.onView(view);
    return view;
  }

  keypadLimit(purpose: KeypadPurpose): number | null {
    if (purpose === 'token-pin' || purpose === 'token-pin-full') return this.login.pinLimit();
    const step = this.#state.kind === 'password' ? this.#desk?.latest?.snapshot.step : undefined;
    return purpose === 'login-password' && step?.kind === 'password' ? step.length.max : null;
  }

  /** Opens a session; the login follows. */
  async open(): Promise<View> {
    if (this.isOpen) return this.view();
    return await this.#anew();
  }

  async password(about: About, padId: string): Promise<View> {
    const desk = this.#desk;
    const latest = desk?.latest ?? null;
    if (desk === null || latest === null || this.#state.kind !== 'password') return this.view();
    const { step, session, serverTime } = latest.snapshot;
    if (step.kind !== 'password' || !this.#isPresent(about)) return this.view();
    const { profile, keypads, monotonic } = this.#ports;
    return await this.#send(async () => {
      const trust = sealTrust(profile, desk, { flow: session, serverTime }, () => monotonic() - latest.receivedAt);
      const text = await sealed('login-password', padId, step.seal, (id) => keypads.find(id), trust);
      if (text === null) return () => this.#show(this.#state, this.#failure('keypad.unknown'));
      const answer = await this.#command(desk, about, { kind: 'submit-password', sealed: text });
      return () => this.#handle(answer);
    });
  }

  async extend(about: About): Promise<View> {
    const desk = this.#desk;
    if (desk === null || !this.#isPresent(about)) return this.view();
    return await this.#send(async () => {
      const answer = await this.#command(desk, about, { kind: 'extend' });
      return () =>
        this.#take(answer, (snapshot) => {
          this.#note(snapshot);
          return this.#show(this.#state);
        });
    });
  }

  async list(): Promise<View> {
    return isInside(this.#state) ? await this.#readList((this.#turn += 1), null) : this.view();
  }

  async more(): Promise<View> {
    const next = this.#desk?.next ?? null;
    if (this.#state.kind !== 'list' || next === null) return this.view();
    return await this.#readList((this.#turn += 1), next);
  }

  async show(id: string): Promise<View> {
    return isInside(this.#state) ? await this.#readLink((this.#turn += 1), id, false) : this.view();
  }

  /** 連携の解除. The customer has been asked. */
  async revoke(id: string): Promise<View> {
    const desk = this.#desk;
    if (desk === null || !isInside(this.#state)) return this.view();
    return await this.#send(async () => {
      const answer = await linksClient.revoke(desk.http, this.#ports.profile.issuer, id);
      return () => this.#take(answer, (link) => this.#shown(link, true));
    });
  }

  async receipt(id: string): Promise<View> {
    const desk = this.#desk;
    const link = this.#known(id);
    if (desk === null || link === null || !isInside(this.#state)) return this.view();
    return await this.#send(async () => {
      const { profile, keeping } = this.#ports;
      const answer = await linksClient.receipt(desk.http, profile.issuer, id);
      if (!answer.ok) return () => this.#refused(answer.refusal);
      const claims = await checkReceipt(answer.value.receipt, desk.keys, { issuer: profile.issuer, link: id });
      if (claims === null) {
        this.#ports.log.error({ link: id }, 'a receipt is not signed by the bank');
        return () => this.#fail('environment.server-untrusted');
      }
      const { iss: _iss, iat: _iat, ...said } = claims;
      const kept = (await keeping?.receipts())?.receipts ?? [];
      return () => this.#show({ kind: 'receipt', link, receipt: { ...said, number: numberOf(claims, kept) } });
    });
  }

  /** Another attempt after a failure or without a network; a session that is over is opened anew. */
  async retry(): Promise<View> {
    if (this.#reconnecting.offline && isInterrupted(this.#state)) return await this.#resume();
    if (this.#state.kind !== 'failed') return this.view();
    if (this.#desk?.latest === null || ending.has(this.#state.failure.code)) return await this.#anew();
    return await this.#ask((this.#turn += 1));
  }

  networkReturned(): void {
    this.#reconnecting.hint();
  }

  /** Logs out: nothing of the session is left here; the server is told, and ends it by itself if that does not arrive. */
  async close(): Promise<void> {
    const desk = this.#desk;
    if (!this.isOpen) return;
    this.#state = { kind: 'closed' };
    await this.#drop();
    if (desk === null) return;
    const latest = desk.latest?.snapshot;
    if (latest !== undefined) {
      const { session, revision } = latest;
      await linksClient.close(desk.http, this.#ports.profile.issuer, { session, revision });
    }
    await desk.http.close();
  }

  async #anew(): Promise<View> {
    const old = this.#desk;
    await this.#drop();
    await old?.http.close();
    const http = this.#ports.connect();
    this.#desk = {
      http,
      keys: new PublishedKeys(http, this.#ports.profile.issuer),
      latest: null,
      links: [],
      next: null,
    };
    this.#show({ kind: 'opening' });
    return await this.#ask(this.#turn);
  }

  /** Asks where the session stands, or opens it. */
  async #ask(turn: number): Promise<View> {
    const desk = this.#desk;
    if (desk === null) return this.view();
    const { issuer } = this.#ports.profile;
    try {
      const answer = await (desk.latest === null
        ? linksClient.open(desk.http, issuer)
        : linksClient.session(desk.http, issuer));
      return turn === this.#turn ? await this.#handle(answer) : this.view();
    } catch (error) {
      return this.#caught(turn, error);
    }
  }

  /** The same after an interruption: what shows stays until the answer is there. */
  async #resume(): Promise<View> {
    if (this.#sending) return this.view();
    if (!isInterrupted(this.#state)) {
      this.#reconnecting.stop();
      return this.refresh();
    }
    return await this.#ask((this.#turn += 1));
  }

  async #probe(): Promise<boolean> {
    const { profile, log } = this.#ports;
    try {
      return this.#desk !== null && (await reachable(this.#desk.http, profile.issuer));
    } catch (error) {
      log.error({ err: error }, 'asking for a sign of life failed');
      return false;
    }
  }

  #wanted(): LoginRequest | null {
    const latest = this.#desk?.latest ?? null;
    if (this.#state.kind !== 'login' || latest?.snapshot.step.kind !== 'certificate') return null;
    const { session: id, serverTime, step } = latest.snapshot;
    const elapsed = (): number => this.#ports.monotonic() - latest.receivedAt;
    return loginRequest({ id, asked: askedIn(id), serverTime, elapsed }, step);
  }

  async #present(proven: Proven): Promise<Presented | null> {
    const desk = this.#desk;
    const step = desk?.latest?.snapshot.step;
    if (desk === null || step?.kind !== 'certificate') return null;
    const turn = this.#turn;
    const answer =
      proven.way === 'mutual-tls'
        ? await linksClient.certificate(proven.http, step.origin, step.ticket)
        : await linksClient.proof(desk.http, this.#ports.profile.issuer, proven.proof);
    return {
      accepted: answer.ok,
      proceed: async () => (turn === this.#turn ? await this.#handle(answer) : this.view()),
    };
  }

  async #command(desk: DeskSession, about: About, command: LinksCommand): Promise<LinksAnswer<LinksSnapshot>> {
    return await linksClient.command(desk.http, this.#ports.profile.issuer, { ...about, command });
  }

  /** Does something once, and shows what came of it unless the customer has gone on meanwhile. */
  async #send(work: () => Promise<() => View | Promise<View>>): Promise<View> {
    if (this.#sending) return this.view();
    const turn = (this.#turn += 1);
    this.#sending = true;
    try {
      const then = await work();
      return turn === this.#turn ? await then() : this.view();
    } catch (error) {
      return this.#caught(turn, error);
    } finally {
      this.#sending = false;
    }
  }

  async #handle(answer: LinksAnswer<LinksSnapshot>): Promise<View> {
    if (!answer.ok) return this.#refused(answer.refusal);
    this.#reconnecting.stop();
    return await this.#arrive(answer.value, null);
  }

  async #take<T>(answer: LinksAnswer<T>, then: (value: T) => View): Promise<View> {
    if (!answer.ok) return await this.#refused(answer.refusal);
    this.#reconnecting.stop();
    return then(answer.value);
  }

  #note(snapshot: LinksSnapshot): void {
    const desk = this.#desk;
    if (desk === null) return;
    if (desk.latest?.snapshot.revision !== snapshot.revision) this.#ports.keypads.close();
    desk.latest = { snapshot, receivedAt: this.#ports.monotonic() };
    this.#expiry.watch(snapshot);
  }

  async #arrive(snapshot: LinksSnapshot, notice: Failure | null): Promise<View> {
    this.#note(snapshot);
    switch (snapshot.step.kind) {
      case 'certificate':
        return this.#show({ kind: 'login' }, notice);
      case 'password':
        return this.#show({ kind: 'password' }, notice);
      case 'stopped':
        // With the reference of the refusal that stopped it, where there is one.
        return notice === null ? this.#fail(snapshot.step.code) : this.#show({ kind: 'failed', failure: notice });
      case 'open':
        return await this.#inside(notice);
    }
  }

  /** Logged in: what was looked at before an interruption, read anew; otherwise the list. */
  async #inside(notice: Failure | null): Promise<View> {
    const state = this.#state;
    if (state.kind === 'link') return await this.#readLink(this.#turn, state.link.id, state.justEnded);
    if (state.kind === 'receipt' || (state.kind === 'list' && notice !== null)) return this.#show(state, notice);
    return await this.#readList(this.#turn, null);
  }

  async #readList(turn: number, cursor: string | null): Promise<View> {
    const desk = this.#desk;
    if (desk === null) return this.view();
    try {
      const answer = await linksClient.list(desk.http, this.#ports.profile.issuer, cursor);
      if (turn !== this.#turn) return this.view();
      return await this.#take(answer, ({ links, next }) => {
        desk.links = cursor === null ? links : [...desk.links, ...links];
        desk.next = next;
        return this.#show({ kind: 'list' });
      });
    } catch (error) {
      return this.#caught(turn, error);
    }
  }

  async #readLink(turn: number, id: string, endedHere: boolean): Promise<View> {
    const desk = this.#desk;
    if (desk === null) return this.view();
    try {
      const answer = await linksClient.read(desk.http, this.#ports.profile.issuer, id);
      if (turn !== this.#turn) return this.view();
      return await this.#take(answer, (link) => this.#shown(link, endedHere && link.status === 'ended'));
    } catch (error) {
      return this.#caught(turn, error);
    }
  }

  #shown(link: LinkView, justEnded: boolean): View {
    const desk = this.#desk;
    if (desk !== null) desk.links = desk.links.map((each) => (each.id === link.id ? link : each));
    return this.#show({ kind: 'link', link, justEnded });
  }

  #known(id: string): LinkView | null {
    const state = this.#state;
    if ((state.kind === 'link' || state.kind === 'receipt') && state.link.id === id) return state.link;
    return this.#desk?.links.find((each) => each.id === id) ?? null;
  }

  #isPresent({ session, revision }: About): boolean {
    const latest = this.#desk?.latest?.snapshot;
    return latest?.session === session && latest.revision === revision;
  }

  async #refused(refusal: LinksRefusal): Promise<View> {
    if (refusal.code === 'environment.offline') return this.#offline();
    this.#reconnecting.stop();
    const failure = this.#failure(refusal.code, refusal);
    if (refusal.snapshot !== null) return await this.#arrive(refusal.snapshot, failure);
    if (isInside(this.#state) && !ending.has(refusal.code)) return this.#show(this.#state, failure);
    return this.#show({ kind: 'failed', failure });
  }

  /** No answer: what shows stays, and goes on by itself. */
  #offline(): View {
    const known = this.#reconnecting.offline && this.#state.kind === 'failed';
    this.#reconnecting.start();
    const step = this.#desk?.latest?.snapshot.step.kind;
    if (step === 'certificate') return this.#show({ kind: 'login' });
    if (step === 'password') return this.#show({ kind: 'password' });
    if (isInside(this.#state)) return this.#show(this.#state);
    return known ? this.view() : this.#show({ kind: 'failed', failure: this.#failure('environment.offline') });
  }

  #show(state: DeskState, notice: Failure | null = null): View {
    if (state.kind !== 'password') this.#ports.keypads.close();
    this.#state = state;
    this.#notice = notice;
    return this.refresh();
  }

  #failure(code: FailureCode, from?: { readonly reference: string | null; readonly triesLeft?: number }): Failure {
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

  async #drop(): Promise<void> {
    this.#turn += 1;
    this.#notice = null;
    this.#desk = null;
    this.#expiry.stop();
    this.#reconnecting.stop();
    this.#ports.keypads.close();
    await this.login.leave();
  }
}

/** The session as the screen knew it. */
type About = { readonly session: string; readonly revision: number };
