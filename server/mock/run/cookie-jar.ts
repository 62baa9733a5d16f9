type Cookie = { readonly name: string; readonly value: string; readonly path: string };

/** As much of a browser's cookie jar as one origin needs: names, values and paths. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  keep(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const equals = pair.indexOf('=');
      const attribute = (name: string): string | undefined =>
        attributes.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
      const cookie = {
        name: pair.slice(0, equals),
        value: pair.slice(equals + 1),
        path: attribute('path') ?? '/',
      };
      const expires = attribute('expires');
      const gone = cookie.value === '' || (expires !== undefined && new Date(expires).getTime() <= 0);
      const key = `${cookie.name}|${cookie.path}`;
      if (gone) this.#cookies.delete(key);
      else this.#cookies.set(key, cookie);
    }
  }

  header(url: URL): string {
    return (
      [...this.#cookies.values()]
        .filter(({ path }) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
        // RFC 6265 §5.4: the longer path first, which a server takes for the one that is meant.
        .sort((one, other) => other.path.length - one.path.length)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ')
    );
  }

  clear(): void {
    this.#cookies.clear();
  }
}
