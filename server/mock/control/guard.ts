import { timingSafeEqual } from 'node:crypto';
import type { Middleware } from 'koa';
import { ControlRefusal } from './refusal.ts';

const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Only this machine, only by a name that means it (DNS rebinding), never a page of some site in a browser, and only whoever can
 * read the world's folder.
 */
export function guard(url: string, token: string): Middleware {
  const { port } = new URL(url);
  const hosts = new Set(['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`));
  return async (context, next) => {
    if (!loopback.test(context.req.socket.remoteAddress ?? '')) throw new ControlRefusal('forbidden', 'not from here');
    if (!hosts.has(context.host)) throw new ControlRefusal('forbidden', 'this is not the name of this world');
    const site = context.get('Sec-Fetch-Site');
    if (context.get('Origin') !== '' || (site !== '' && site !== 'none' && site !== 'same-origin'))
      throw new ControlRefusal('forbidden', 'web pages cannot use this');
    const open = context.method === 'GET' && context.path === '/mock/health';
    if (!open && !equal(context.get('Authorization'), `Bearer ${token}`))
      throw new ControlRefusal('unauthorized', 'the token in control.json of the world’s folder is needed');
    await next();
  };
}
