import type { ConsentFlow } from './consent/flow.ts';
import type { LoginPart } from './consent/login-part.ts';
import type { AuthorizationRequest } from './consent/server-client.ts';
import type { KeypadPurpose } from './contract/calls.ts';
import type { View } from './contract/views.ts';
import type { LinksDesk } from './links/links-desk.ts';

/** What has the window: a TPP's request, or the customer's links. */
export class Front {
  readonly #flow: ConsentFlow;
  readonly #links: LinksDesk;

  constructor(flow: ConsentFlow, links: LinksDesk) {
    this.#flow = flow;
    this.#links = links;
  }

  view(): View {
    return this.#links.isOpen ? this.#links.view() : this.#flow.view();
  }

  /** Says the present view once more, when something beside it has changed. */
  refresh(): View {
    return this.#links.isOpen ? this.#links.refresh() : this.#flow.refresh();
  }

  /** A TPP asks, and the customer has come from its page: his links give way. A link that is not one of ours takes nothing from him. */
  async start(request: AuthorizationRequest | null): Promise<View> {
    if (this.#links.isOpen && request === null) return this.#links.view();
    await this.#links.close();
    return await this.#flow.start(request);
  }

  /** From the waiting screen, or from the end of a procedure. */
  async openLinks(): Promise<View> {
    if (this.#flow.busy) return this.#flow.view();
    await this.#flow.close();
    return await this.#links.open();
  }

  async closeLinks(): Promise<View> {
    await this.#links.close();
    return this.#flow.refresh();
  }

  get login(): LoginPart {
    return this.#links.isOpen ? this.#links.login : this.#flow.login;
  }

  keypadLimit(purpose: KeypadPurpose): number | null {
    return this.#links.isOpen ? this.#links.keypadLimit(purpose) : this.#flow.keypadLimit(purpose);
  }

  cancel(): Promise<View> {
    return this.#links.isOpen ? this.closeLinks() : this.#flow.cancel();
  }

  retry(): Promise<View> {
    return this.#links.isOpen ? this.#links.retry() : this.#flow.retry();
  }

  close(): Promise<View> {
    return this.#links.isOpen ? this.closeLinks() : this.#flow.close();
  }

  networkReturned(): void {
    this.#flow.networkReturned();
    this.#links.networkReturned();
  }
}
