import type { LinkView } from '../../server/contract/links.ts';
import type { Failure } from '../contract/failure.ts';
import type { View } from '../contract/views.ts';
import { checkReceipt } from './check-receipt.ts';
import type { DeskPorts } from './desk-ports.ts';
import { isInside } from './desk-state.ts';
import type { DeskTalk } from './desk-talk.ts';
import type { DeskWindow } from './desk-window.ts';
import { linksClient } from './links-client.ts';
import { numberOf } from './number-of.ts';

type Ports = Pick<DeskPorts, 'profile' | 'keeping' | 'log'>;

/** After the login: the list, one link, its end and its receipt. */
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
    return isInside(this.#window.state) ? await this.#readLink(this.#talk.nextTurn(), id, false) : this.#window.view();
  }

  async revoke(id: string): Promise<View> {
    const { desk, state } = this.#window;
    if (desk === null || !isInside(state)) return this.#window.view();
    return await this.#talk.send(async () => {
      const answer = await linksClient.revoke(desk.http, this.#ports.profile.issuer, id);
      return () => this.#talk.take(answer, (link) => this.#shown(link, true));
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
    if (state.kind === 'link') return await this.#readLink(turn, state.link.id, state.justEnded);
    if (state.kind === 'receipt' || (state.kind === 'list' && notice !== null)) return this.#window.show(state, notice);
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

  async #readLink(turn: number, id: string, endedHere: boolean): Promise<View> {
    const { desk } = this.#window;
    if (desk === null) return this.#window.view();
    try {
      const answer = await linksClient.read(desk.http, this.#ports.profile.issuer, id);
      if (turn !== this.#talk.turn) return this.#window.view();
      return await this.#talk.take(answer, (link) => this.#shown(link, endedHere && link.status === 'ended'));
    } catch (error) {
      return this.#talk.caught(turn, error);
    }
  }

  #shown(link: LinkView, justEnded: boolean): View {
    const { desk } = this.#window;
    if (desk !== null) desk.links = desk.links.map((each) => (each.id === link.id ? link : each));
    return this.#window.show({ kind: 'link', link, justEnded });
  }

  #known(id: string): LinkView | null {
    const { state, desk } = this.#window;
    if ((state.kind === 'link' || state.kind === 'receipt') && state.link.id === id) return state.link;
    return desk?.links.find((each) => each.id === id) ?? null;
  }
}
