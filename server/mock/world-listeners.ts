import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { openListener, type Listener } from './listener.ts';
import type { TestPki } from './pki.ts';
import type { ServerIdentity } from './scenarios/server-identity.ts';
import { certificateTls, issuerTls, tppTls } from './tls-options.ts';
import type { Origins } from './world-config.ts';

export type Ports = {
  readonly issuer: number;
  readonly certificate: number;
  readonly mutual: number;
  readonly tpp: number;
  readonly pages: number;
  readonly control: number;
};

export const defaultPorts: Ports = {
  issuer: 9443,
  certificate: 9444,
  mutual: 9445,
  tpp: 9480,
  pages: 9481,
  control: 9482,
};

export type Handlers = {
  readonly issuer: RequestListener;
  readonly certificate: RequestListener;
  readonly mutual: RequestListener;
  readonly tpp: RequestListener;
  readonly pages: RequestListener;
  readonly control: RequestListener;
};

export type Listeners = {
  readonly origins: Origins;
  /** Where the control API listens. */
  readonly control: string;
  /** Shows another server certificate; `null`: its own again. */
  showCertificate(listener: 'issuer' | 'certificate', identity: ServerIdentity | null): void;
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
    control: notReady,
  };
  const open = new Map<keyof Ports, Listener>();
  const close = async (): Promise<void> => {
    await Promise.all([...open.values()].map((listener) => listener.close()));
  };
  const start = async (name: keyof Ports, tls?: ServerOptions): Promise<number> => {
    const handle: RequestListener = (request, response) => {
      handlers[name](request, response);
    };
    const listener = await openListener({ port: ports[name], handle, ...(tls ? { tls } : {}) });
    open.set(name, listener);
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
    const control = await at('http', 'control');
    return {
      origins,
      control,
      showCertificate(listener, identity) {
        const own = listener === 'issuer' ? issuerTls(pki) : certificateTls(pki);
        open.get(listener)?.setTls({ ...own, ...identity });
      },
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
