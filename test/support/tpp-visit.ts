import { AppClient, personaIdentity } from './app-client.ts';
import { Browser, type Page } from './browser.ts';
import { everythingOffered } from './fapi/grant.ts';
import { move, personaOf } from './walk.ts';
import type { World } from '../../server/mock/world.ts';

type Fields = Readonly<Record<string, string>>;

/** A person with a browser in front of the TPP simulator, and with the bank's app at hand. */
export class TppVisit {
  readonly browser = new Browser();
  readonly #world: World;
  readonly #persona: string;

  constructor(world: World, persona = 'kanri-hanako') {
    this.#world = world;
    this.#persona = persona;
  }

  page(path: string): Promise<Page> {
    return this.browser.get(`${this.#world.tpp}${path}`);
  }

  /** Presses the TPP's button; answers the page the bank's browser page or the TPP shows then. */
  async connect(path: string, clientId: string, fields: Fields = {}): Promise<Page> {
    return this.browser.press(await this.page(path), `/connect/${clientId}`, fields);
  }

  /** From the bank's launch page through the app, with everything that is offered permitted, back to the TPP. */
  async permit(launch: Page): Promise<Page> {
    const world = this.#world;
    if (launch.url.origin !== world.pages) throw new Error(`not at the bank: ${launch.url.href}\n${launch.text}`);
    const app = new AppClient({ world, identity: await personaIdentity(world, this.#persona) });
    try {
      await app.open(launch.url.searchParams);
      for (;;) {
        const { step } = app.snapshot;
        const place =
          step.kind === 'services'
            ? await app.command({ kind: 'choose-services', permissions: [...everythingOffered(step)] })
            : await move(app, personaOf(world, this.#persona));
        if (place.kind === 'returned') return await this.browser.get(place.location.href);
      }
    } finally {
      await app.close();
    }
  }

  /** The whole way. */
  async link(path: string, clientId: string, fields: Fields = {}): Promise<Page> {
    return this.permit(await this.connect(path, clientId, fields));
  }

  async result(clientId: string): Promise<unknown> {
    return JSON.parse((await this.page(`/result.json?tpp=${clientId}`)).text) as unknown;
  }
}
