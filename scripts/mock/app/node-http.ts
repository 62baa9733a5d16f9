import { Agent, ProxyAgent, request, type Dispatcher } from 'undici';
import { clientHeader } from '../../../server/contract/reply.ts';
import type { Identity } from '../../../server/mock/run/app-client.ts';
import { CookieJar } from '../../../server/mock/run/cookie-jar.ts';
import { NetworkError, type Http, type HttpAnswer, type HttpRequest } from '../../../src-main/consent/http.ts';

export type Way = {
  readonly ca: string;
  readonly identity?: Identity;
  /** Asked before each request for the proxy to go by. */
  readonly proxy: () => Promise<string | null>;
};

/** Chromium's names for what Node calls otherwise. */
const names: readonly (readonly [RegExp, string])[] = [
  [/Proxy response \(407\)/, 'net::ERR_PROXY_AUTH_REQUESTED'],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, 'net::ERR_CERT_DATE_INVALID'],
  [/ALTNAME_INVALID/, 'net::ERR_CERT_COMMON_NAME_INVALID'],
  [/SELF_SIGNED|UNABLE_TO_|CERT_/, 'net::ERR_CERT_AUTHORITY_INVALID'],
  [/ECONNREFUSED/, 'net::ERR_CONNECTION_REFUSED'],
  [/ECONN|UND_ERR_SOCKET|EPIPE/, 'net::ERR_CONNECTION_RESET'],
];

function nameOf(error: unknown): string {
  const texts: string[] = [];
  for (let one = error; one instanceof Error && texts.length < 8; one = one.cause)
    texts.push('code' in one ? String(one.code) : '', one.message);
  return (
    names.find(([pattern]) => texts.some((text) => pattern.test(text)))?.[1] ?? `net::ERR_FAILED ${texts.join(' ')}`
  );
}

/** The app's connection, without Electron: cookies of its own, redirects reported and not followed. */
export class NodeHttp implements Http {
  readonly #cookies = new CookieJar();
  readonly #way: Way;
  readonly #direct: Dispatcher;

  constructor(way: Way) {
    this.#way = way;
    this.#direct = new Agent({ connect: { ca: way.ca, ...way.identity } });
  }

  async send({ method, url, body }: HttpRequest): Promise<HttpAnswer> {
    const target = new URL(url);
    const cookie = this.#cookies.header(target);
    const dispatcher = await this.#dispatcher();
    try {
      const {
        statusCode,
        headers,
        body: stream,
      } = await request(target, {
        method,
        headers: {
          accept: 'application/json, application/problem+json',
          [clientHeader]: '0.1.0',
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        dispatcher,
      });
      const set = headers['set-cookie'];
      this.#cookies.keep(set === undefined ? [] : [set].flat());
      const text = await stream.text();
      const location = headers['location'];
      if (statusCode >= 300 && statusCode < 400 && typeof location === 'string')
        return { status: statusCode, location, contentType: '', body: '' };
      return { status: statusCode, location: null, contentType: String(headers['content-type'] ?? ''), body: text };
    } catch (error) {
      throw new NetworkError(nameOf(error), { cause: error });
    } finally {
      if (dispatcher !== this.#direct) await dispatcher.destroy();
    }
  }

  async close(): Promise<void> {
    await this.#direct.destroy();
  }

  /** One for each request that goes by a proxy: after a refusal of the proxy an agent is of no more use. */
  async #dispatcher(): Promise<Dispatcher> {
    const { ca, identity, proxy } = this.#way;
    const uri = await proxy();
    return uri === null ? this.#direct : new ProxyAgent({ uri, requestTls: { ca, ...identity } });
  }
}
