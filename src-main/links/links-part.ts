import type { Permission } from '../../server/contract/catalogue.ts';
import type { LinkView } from '../../server/contract/links.ts';
import type { Failure, FailureCode } from '../contract/failure.ts';
import type { View } from '../contract/views.ts';
import type { LinkDone } from '../contract/links.ts';
import { checkReceipt } from './check-receipt.ts';
import type { DeskPorts } from './desk-ports.ts';
import { isInside, type DeskState } from './desk-state.ts';
import type { DeskTalk } from './desk-talk.ts';
import type { DeskWindow } from './desk-window.ts';
import { linksClient, type LinksRefusal } from './links-client.ts';
import { numberOf } from './number-of.ts';
import { canReduce, standingOf, takenOut } from './reduction.ts';

type Ports = Pick<DeskPorts, 'profile' | 'keeping' | 'log'>;

type Reducing = Extract<DeskState, { kind: 'reduction' }>;

/** Refusals of a reduction which mean that the link may not be what its screen showed. */
const outdated = new Set<FailureCode>(['request.invalid', 'flow.conflict', 'flow.not-allowed']);

/** After the login: the list, one link, its end, what is taken out of it, and its receipt. */
export class LinksPart {
  readonly #ports: Ports;
  readonly #window: DeskWindow;
  readonly #talk: DeskTalk;

  constructor(ports: Ports, window: DeskWindow, talk: DeskTalk) {
    this.#ports = ports;
    this.#window = window;
    this.#talk = talk;
  }

  async list(): Promise<View> {
    return isInside(this.#window.state) ? await this.#readList(this.#talk.nextTurn(), null) : this.#window.view();
  }

  async more(): Promise<View> {
    const { desk, state } = this.#window;
    const next = desk?.next ?? null;
    if (state.kind !== 'list' || next === null) return this.#window.view();
    return await this.#readList(this.#talk.nextTurn(), next);
  }

  async show(id: string): Promise<View> {
    return isInside(this.#window.state) ? await this.#showLink(this.#talk.nextTurn(), id, null) : this.#window.view();
  }

  async revoke(id: string): Promise<View> {
    const { desk, state } = this.#window;
    if (desk === null || !isInside(state)) return this.#window.view();
    return await this.#talk.send(async () => {
      const answer = await linksClient.revoke(desk.http, this.#ports.profile.issuer, id);
      return () => this.#talk.take(answer, (link) => this.#shown(link, { kind: 'ended' }));
    });
  }

  /** 縮小 begins with the link as it stands now. */
  async startReduction(id: string): Promise<View> {
    if (!isInside(this.#window.state)) return this.#window.view();
    return await this.#read(this.#talk.nextTurn(), id, (link) =>
      canReduce(link) ? this.#reducing(link) : this.#shown(link, null, this.#talk.failure('flow.not-allowed')),
    );
  }

  async reduce(id: string, permissions: readonly Permission[]): Promise<View> {
    const { desk, state } = this.#window;
    if (desk === null || state.kind !== 'reduction' || state.link.id !== id) return this.#window.view();
    return await this.#talk.send(async () => {
      const sent: Reducing = { ...state, sent: permissions };
      this.#window.show(sent);
      const answer = await linksClient.reduce(desk.http, this.#ports.profile.issuer, id, [...permissions]);
      if (!answer.ok && outdated.has(answer.refusal.code)) return () => this.#readReduced(sent, answer.refusal);
      return () =>
        this.#talk.take(answer, (link) => this.#shown(link, { kind: 'reduced', taken: takenOut(state.link, link) }));
    });
  }

  async receipt(id: string): Promise<View> {
    const { desk, state } = this.#window;
    const link = this.#known(id);
    if (desk === null || link === null || !isInside(state)) return this.#window.view();
    return await this.#talk.send(async () => {
      const { profile, keeping, log } = this.#ports;
      const answer = await linksClient.receipt(desk.http, profile.issuer, id);
      if (!answer.ok) return () => this.#talk.refused(answer.refusal);
      const claims = await checkReceipt(answer.value.receipt, desk.keys, { issuer: profile.issuer, link: id });
      if (claims === null) {
        log.error({ link: id }, 'a receipt is not signed by the bank');
        return () => this.#talk.fail('environment.server-untrusted');
      }
      const { iss: _iss, iat: _iat, ...said } = claims;
      const kept = (await keeping?.receipts())?.receipts ?? [];
      return () => this.#window.show({ kind: 'receipt', link, receipt: { ...said, number: numberOf(claims, kept) } });
    });
  }

  /** What was looked at before an interruption, read anew; otherwise the list. */
  async goOn(notice: Failure | null): Promise<View> {
    const { state } = this.#window;
    const { turn } = this.#talk;
    if (state.kind === 'link') return await this.#showLink(turn, state.link.id, state.just);
    if (state.kind === 'reduction' && notice === null) return await this.#readReduced(state, null);
    if (state.kind === 'receipt' || state.kind === 'reduction' || (state.kind === 'list' && notice !== null))
      return this.#window.show(state, notice);
    return await this.#readList(turn, null);
  }

  async #readList(turn: number, cursor: string | null): Promise<View> {
    const { desk } = this.#window;
    if (desk === null) return this.#window.view();
    try {
      const answer = await linksClient.list(desk.http, this.#ports.profile.issuer, cursor);
      if (turn !== this.#talk.turn) return this.#window.view();
      return await this.#talk.take(answer, ({ links, next }) => {
        desk.links = cursor === null ? links : [...desk.links, ...links];
        desk.next = next;
        return this.#window.show({ kind: 'list' });
      });
    } catch (error) {
      return this.#talk.caught(turn, error);
    }
  }

  async #showLink(turn: number, id: string, just: LinkDone | null): Promise<View> {
    return await this.#read(turn, id, (link) =>
      this.#shown(link, (just?.kind === 'ended') === (link.status === 'ended') ? just : null),
    );
  }

  /** Something may have changed the link, perhaps what was sent from here: it is read anew, and the screen follows. */
  async #readReduced(state: Reducing, refusal: LinksRefusal | null): Promise<View> {
    return await this.#read(this.#talk.turn, state.link.id, (link) => {
      const failure = (code: FailureCode): Failure => this.#talk.failure(code, refusal ?? undefined);
      switch (standingOf(state.link, state.sent, link)) {
        case 'as-sent':
          return this.#shown(link, { kind: 'reduced', taken: takenOut(state.link, link) });
        case 'as-shown':
          return this.#reducing(link, refusal === null ? null : failure(refusal.code));
        case 'changed': {
          if (canReduce(link)) return this.#reducing(link, failure('flow.conflict'));
          return this.#shown(link, null, state.sent === null ? null : failure('flow.conflict'));
        }
      }
    });
  }

  async #read(turn: number, id: string, then: (link: LinkView) => View): Promise<View> {
    const { desk } = this.#window;
    if (desk === null) return this.#window.view();
    try {
      const answer = await linksClient.read(desk.http, this.#ports.profile.issuer, id);
      return turn === this.#talk.turn ? await this.#talk.take(answer, then) : this.#window.view();
    } catch (error) {
      return this.#talk.caught(turn, error);
    }
  }

  #shown(link: LinkView, just: LinkDone | null, notice: Failure | null = null): View {
    this.#remember(link);
    return this.#window.show({ kind: 'link', link, just }, notice);
  }

  #reducing(link: LinkView, notice: Failure | null = null): View {
    this.#remember(link);
    return this.#window.show({ kind: 'reduction', link, sent: null }, notice);
  }

  #remember(link: LinkView): void {
    const { desk } = this.#window;
    if (desk !== null) desk.links = desk.links.map((each) => (each.id === link.id ? link : each));
  }

  #known(id: string): LinkView | null {
    const { state, desk } = this.#window;
    if ((state.kind === 'link' || state.kind === 'receipt' || state.kind === 'reduction') && state.link.id === id)
      return state.link;
    return desk?.links.find((each) => each.id === id) ?? null;
  }
}
