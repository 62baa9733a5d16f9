import type { Context } from 'koa';

/** `__Secure-`: a browser takes it over TLS only (RFC 6265bis §4.1.3.1). */
export const sessionCookie = '__Secure-renkei-links';
const attributes = 'Path=/links; Secure; HttpOnly; SameSite=Strict';

/** Written by hand: behind a proxy that ends TLS the library would not let a secure one out. */
export const giveCookie = (context: Context, value: string): void =>
  context.append('Set-Cookie', `${sessionCookie}=${value}; ${attributes}`);

export const takeCookieBack = (context: Context): void =>
  context.append('Set-Cookie', `${sessionCookie}=; ${attributes}; Max-Age=0`);

export const cookieOf = (context: Context): string | undefined => context.cookies.get(sessionCookie, { signed: false });
