import type { Permission } from '../../server/contract/catalogue.ts';
import type { LinksCommand, LinksSnapshot } from '../../server/contract/links-session.ts';
import type { Presented } from '../consent/login-host.ts';
import { LoginPart } from '../consent/login-part.ts';
import { loginRequest } from '../consent/login-request.ts';
import { PublishedKeys } from '../consent/published-keys.ts';
import { sealTrust } from '../consent/seal-trust.ts';
import { sealed } from '../consent/to-command.ts';
import type { KeypadPurpose } from '../contract/calls.ts';
import type { View } from '../contract/views.ts';
import type { LoginRequest, Proven } from '../identity/login-ports.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { DeskSession } from './desk-state.ts';
import { DeskTalk } from './desk-talk.ts';
import { DeskWindow } from './desk-window.ts';
import { linksClient, type LinksAnswer } from './links-client.ts';
import { LinksPart } from './links-part.ts';

/** `req` of a proof of possession in a links session (server/links/README.md). */
export const askedIn = (session: string): string => `urn:renkei:links-session:${session}`;

/** The customer and his links, without a TPP: a login, and what follows it. */
export class LinksDesk {
  /** The certificate, as in 手順1-①. */
  readonly login: LoginPart;
  readonly #ports: DeskPorts;
  readonly #window: DeskWindow;
  readonly #talk: DeskTalk;
  readonly #links: LinksPart;

  constructor(ports: DeskPorts) {
    this.#ports = ports;
    this.#window = new DeskWindow(ports, () => this.#talk.isOffline);
    this.#talk = new DeskTalk(ports, this.#window, (notice) => this.#links.goOn(notice));
    this.#links = new LinksPart(ports, this.#window, this.#talk);
    const window = this.#window;
    const talk = this.#talk;
    this.login = new LoginPart(ports, {
      wanted: () => this.#wanted(),
      shown: () => (window.state.kind === 'identifying' ? window.state.session : null),
      showLogin: (session, screen) =>
        void window.show({ kind: 'identifying', session, screen, since: ports.monotonic() }),
      back: () => window.show({ kind: 'login' }),
      turn: () => talk.turn,
      nextTurn: () => talk.nextTurn(),
      view: () => window.view(),
      say: (failure) => window.show(window.state, failure),
      failure: (code) => talk.failure(code),
      fail: (code) => talk.fail(code),
      caught: (turn, error) => talk.caught(turn, error),
      present: (proven) => this.#present(proven),
    });
  }

  /** The window shows this. */
  get isOpen(): boolean {
    return this.#window.state.kind !== 'closed';
  }

  view(): View {
    return this.#window.view();
  }

  /** Says the present view once more, when something beside the desk has changed. */
  refresh(): View {
    return this.#window.refresh();
  }

  keypadLimit(purpose: KeypadPurpose): number | null {
    if (purpose === 'token-pin' || purpose === 'token-pin-full') return this.login.pinLimit();
    const { state, desk } = this.#window;
    const step = state.kind === 'password' ? desk?.latest?.snapshot.step : undefined;
    return purpose === 'login-password' && step?.kind === 'password' ? step.length.max : null;
  }

  /** Opens a session; the login follows. */
  async open(): Promise<View> {
    if (this.isOpen) return this.view();
    return await this.#anew();
  }

  async password(about: About, padId: string): Promise<View> {
    const { desk, state } = this.#window;
    const latest = desk?.latest ?? null;
    if (desk === null || latest === null || state.kind !== 'password') return this.view();
    const { step, session, serverTime } = latest.snapshot;
    if (step.kind !== 'password' || !this.#isPresent(about)) return this.view();
    const { profile, keypads, monotonic } = this.#ports;
    return await this.#talk.send(async () => {
      const trust = sealTrust(profile, desk, { flow: session, serverTime }, () => monotonic() - latest.receivedAt);
      const text = await sealed('login-password', padId, step.seal, (id) => keypads.find(id), trust);
      if (text === null) return () => this.#window.show(this.#window.state, this.#talk.failure('keypad.unknown'));
      const answer = await this.#command(desk, about, { kind: 'submit-password', sealed: text });
      return () => this.#talk.handle(answer);
    });
  }

  async extend(about: About): Promise<View> {
    const { desk } = this.#window;
    if (desk === null || !this.#isPresent(about)) return this.view();
    return await this.#talk.send(async () => {
      const answer = await this.#command(desk, about, { kind: 'extend' });
      return () =>
        this.#talk.take(answer, (snapshot) => {
          this.#talk.note(snapshot);
          return this.#window.show(this.#window.state);
        });
    });
  }

  list(): Promise<View> {
    return this.#links.list();
  }

  more(): Promise<View> {
    return this.#links.more();
  }

  show(id: string): Promise<View> {
    return this.#links.show(id);
  }

  /** 連携の解除. The customer has been asked. */
  revoke(id: string): Promise<View> {
    return this.#links.revoke(id);
  }

  startReduction(id: string): Promise<View> {
    return this.#links.startReduction(id);
  }

  /** 縮小: `permissions` stay. The customer has been asked. */
  reduce(id: string, permissions: readonly Permission[]): Promise<View> {
    return this.#links.reduce(id, permissions);
  }

  receipt(id: string): Promise<View> {
    return this.#links.receipt(id);
  }

  /** Another attempt after a failure or without a network; a session that is over is opened anew. */
  async retry(): Promise<View> {
    return (await this.#talk.again()) ?? (await this.#anew());
  }

  networkReturned(): void {
    this.#talk.networkReturned();
  }

  /** Logs out: nothing of the session is left here; the server is told, and ends it by itself if that does not arrive. */
  async close(): Promise<void> {
    const { desk } = this.#window;
    if (!this.isOpen) return;
    this.#window.leave();
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
    const old = this.#window.desk;
    await this.#drop();
    await old?.http.close();
    const http = this.#ports.connect();
    this.#window.desk = {
      http,
      keys: new PublishedKeys(http, this.#ports.profile.issuer),
      latest: null,
      links: [],
      next: null,
    };
    this.#window.show({ kind: 'opening' });
    return await this.#talk.ask(this.#talk.turn);
  }

  #wanted(): LoginRequest | null {
    const { state, desk } = this.#window;
    const latest = desk?.latest ?? null;
    if (state.kind !== 'login' || latest?.snapshot.step.kind !== 'certificate') return null;
    const { session: id, serverTime, step } = latest.snapshot;
    const elapsed = (): number => this.#ports.monotonic() - latest.receivedAt;
    return loginRequest({ id, asked: askedIn(id), serverTime, elapsed }, step);
  }

  async #present(proven: Proven): Promise<Presented | null> {
    const { desk } = this.#window;
    const step = desk?.latest?.snapshot.step;
    if (desk === null || step?.kind !== 'certificate') return null;
    const { turn } = this.#talk;
    const answer =
      proven.way === 'mutual-tls'
        ? await linksClient.certificate(proven.http, step.origin, step.ticket)
        : await linksClient.proof(desk.http, this.#ports.profile.issuer, proven.proof);
    return {
      accepted: answer.ok,
      proceed: async () => (turn === this.#talk.turn ? await this.#talk.handle(answer) : this.view()),
    };
  }

  async #command(desk: DeskSession, about: About, command: LinksCommand): Promise<LinksAnswer<LinksSnapshot>> {
    return await linksClient.command(desk.http, this.#ports.profile.issuer, { ...about, command });
  }

  #isPresent({ session, revision }: About): boolean {
    const latest = this.#window.desk?.latest?.snapshot;
    return latest?.session === session && latest.revision === revision;
  }

  async #drop(): Promise<void> {
    this.#talk.drop();
    this.#window.drop();
    await this.login.leave();
  }
}

/** The session as the screen knew it. */
type About = { readonly session: string; readonly revision: number };
