import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { openListener, type Listener } from './listener.ts';
import type { TestPki } from './pki.ts';
import { certificateTls, issuerTls, tppTls } from './tls-options.ts';
import type { Origins } from './world-config.ts';

export type Ports = {
  readonly issuer: number;
  readonly certificate: number;
  readonly mutual: number;
  readonly tpp: number;
  readonly pages: number;
};

export const defaultPorts: Ports = { issuer: 9443, certificate: 9444, mutual: 9445, tpp: 9480, pages: 9481 };

export type Handlers = {
  readonly issuer: RequestListener;
  readonly certificate: RequestListener;
  readonly mutual: RequestListener;
  readonly tpp: RequestListener;
  readonly pages: RequestListener;
};

export type Listeners = {
  readonly origins: Origins;
  /** Until then every request is answered with 503: origins must be known before the handlers can be made. */
  attach(handlers: Handlers): void;
  close(): Promise<void>;
};

const notReady: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1' }).end();
};

export async function openListeners(ports: Ports, pki: TestPki): Promise<Listeners> {
  let handlers: Handlers = {
    issuer: notReady,
    certificate: notReady,
    mutual: notReady,
    tpp: notReady,
    pages: notReady,
  };
  const open: Listener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(open.map((listener) => listener.close()));
  };
  const start = async (name: keyof Ports, tls?: ServerOptions): Promise<number> => {
    const handle: RequestListener = (request, response) => {
      handlers[name](request, response);
    };
    const listener = await openListener({ port: ports[name], handle, ...(tls ? { tls } : {}) });
    open.push(listener);
    return listener.port;
  };
  try {
    const at = async (scheme: 'http' | 'https', name: keyof Ports, tls?: ServerOptions): Promise<string> =>
      `${scheme}://localhost:${String(await start(name, tls))}`;
    const origins: Origins = {
      issuer: await at('https', 'issuer', issuerTls(pki)),
      certificateOrigin: await at('https', 'certificate', certificateTls(pki)),
      mtlsOrigin: await at('https', 'mutual', tppTls(pki)),
      tpp: await at('http', 'tpp'),
      pages: await at('http', 'pages'),
    };
    return {
      origins,
      attach(given) {
        handlers = given;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
