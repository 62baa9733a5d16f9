import type { Clock } from '../../clock.ts';
import { readConnected, type Connected } from './connected.ts';
import { writingDown } from './journal.ts';
import type { OauthClient, Tokens } from './oauth-client.ts';
import type { BrowserSession } from './sessions.ts';

/** There is no refresh token, and the access token has run out. */
export class RunOut extends Error {}

/** Keeps the tokens of a session's link alive. Throws what openid-client throws, and `RunOut`. */
export class FreshTokens {
  readonly #client: OauthClient;
  readonly #clock: Clock;

  constructor(client: OauthClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** Reads with a token that still lives: it is refreshed when it has run out. */
  using<T>(session: BrowserSession, read: (tokens: Tokens) => Promise<T>): Promise<T> {
    return writingDown(session.steps, async () => {
      await this.renew(session, 'if-over');
      if (session.connected === null) throw new Error('no link');
      return read(session.connected.tokens);
    });
  }

  /** What the link gives now, with new tokens where there is a refresh token: the customer may have taken something out of it. */
  async readAnew(session: BrowserSession): Promise<Connected> {
    await this.renew(session, 'now');
    return await this.using(session, (tokens) => readConnected(this.#client, tokens));
  }

  async renew(session: BrowserSession, when: 'now' | 'if-over'): Promise<void> {
    const { connected } = session;
    if (connected === null) throw new Error('no link');
    const isOver = connected.tokens.expiresAt <= this.#clock.now();
    if (connected.tokens.refreshToken === undefined) {
      if (isOver) throw new RunOut();
      return;
    }
    if (!isOver && when === 'if-over') return;
    const tokens = await writingDown(session.steps, () => this.#client.refresh(connected.tokens));
    session.connected = { ...connected, tokens };
  }
}
