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

  /** Presses the button of the form on `page` that leads to `action`, with the form's hidden fields. */
  press(page: Page, action: string, fields: Record<string, string> = {}): Promise<Page> {
    const [, form = ''] = new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(page.text) ?? [];
    if (form === '') throw new Error(`no form to ${action} on ${page.url.pathname}`);
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    const { origin } = page.url;
    return this.submit(new URL(action, origin).href, origin, { ...Object.fromEntries(hidden), ...fields });
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
