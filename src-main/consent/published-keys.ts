import type { JWK } from 'jose';
import { z } from 'zod';
import type { Signers } from '../keypad/trusted-key.ts';
import { NetworkError, type Http } from './http.ts';

const setSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).max(50),
});

/**
 * The issuer's published keys (RFC 7517), read over the flow's own connection. They rotate: for a key id that is not among those
 * known, they are read once more.
 */
export class PublishedKeys implements Signers {
  readonly #http: Http;
  readonly #issuer: string;
  #known: readonly JWK[] | null = null;

  constructor(http: Http, issuer: string) {
    this.#http = http;
    this.#issuer = issuer;
  }

  async find(kid: string): Promise<JWK | null> {
    const among = (keys: readonly JWK[]): JWK | undefined => keys.find((key) => key.kid === kid);
    const known = this.#known === null ? undefined : among(this.#known);
    if (known !== undefined) return known;
    this.#known = await this.#read();
    return among(this.#known) ?? null;
  }

  async #read(): Promise<readonly JWK[]> {
    const { status, body } = await this.#http.send({ method: 'GET', url: `${this.#issuer}/jwks` });
    if (status !== 200) throw new NetworkError(`published keys: HTTP ${String(status)}`);
    try {
      return setSchema.parse(JSON.parse(body)).keys;
    } catch (error) {
      throw new NetworkError('published keys: no JWK set', { cause: error });
    }
  }
}
