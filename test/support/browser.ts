import { request } from 'undici';
import { CookieJar } from './cookie-jar.ts';

export type Page = { readonly url: URL; readonly status: number; readonly text: string };

/** As much of an ordinary browser as pages without script need: cookies, redirects and forms. */
export class Browser {
  readonly #cookies = new CookieJar();

  get(url: string): Promise<Page> {
    return this.#go('GET', new URL(url), {}, null);
  }

  /** Posts a form that stands on a page of `origin`. */
  submit(url: string, origin: string, fields: Record<string, string>): Promise<Page> {
    const headers = {
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    };
    return this.#go('POST', new URL(url), headers, new URLSearchParams(fields).toString());
  }

  async #go(method: 'GET' | 'POST', url: URL, headers: Record<string, string>, body: string | null): Promise<Page> {
    const cookie = this.#cookies.header(url);
    const response = await request(url, {
      method,
      headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
      body,
      reset: true,
    });
    const set = response.headers['set-cookie'];
    this.#cookies.keep(set === undefined ? [] : [set].flat());
    const text = await response.body.text();
    const location = response.headers['location'];
    if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') {
      return this.#go('GET', new URL(location, url), {}, null);
    }
    return { url, status: response.statusCode, text };
  }
}
