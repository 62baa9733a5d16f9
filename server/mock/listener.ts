import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { applyLimits, limitOptions, standardLimits } from '../http/limits.ts';

export type Listener = {
  readonly port: number;
  /** Shows another certificate from now on; connections that are idle are ended, so that the next request meets it. */
  setTls(tls: ServerOptions): void;
  /** Ends every connection at once, idle or not. */
  close(): Promise<void>;
};

export type ListenerOptions = {
  /** 0: any free port. Another number that is taken moves on to a free one. */
  readonly port: number;
  readonly tls?: ServerOptions;
  readonly handle: RequestListener;
};

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

function create({ tls, handle }: ListenerOptions): Server {
  const limits = limitOptions(standardLimits);
  const server = tls === undefined ? createHttp(limits, handle) : createHttps({ ...limits, ...tls }, handle);
  applyLimits(server, standardLimits);
  return server;
}

function changeTls(server: Server, tls: ServerOptions): void {
  if (!(server instanceof TlsServer)) throw new Error('this listener has no TLS');
  server.setSecureContext(tls);
  server.closeIdleConnections();
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** `null` when the port is taken on one of the two addresses. */
async function tryBoth(options: ListenerOptions, port: number): Promise<Listener | null> {
  const four = create(options);
  const six = create(options);
  try {
    const bound = await listen(four, '127.0.0.1', port);
    try {
      await listen(six, '::1', bound);
    } catch (error) {
      // A machine without IPv6 is fine; a stranger on the same port of ::1 is not, since "localhost" may mean either.
      if (!hasCode(error, ['EADDRNOTAVAIL', 'EAFNOSUPPORT'])) throw error;
    }
    return {
      port: bound,
      setTls: (tls) => {
        for (const server of [four, six]) changeTls(server, tls);
      },
      close: async () => {
        await Promise.all([stop(four), stop(six)]);
      },
    };
  } catch (error) {
    await Promise.all([stop(four), stop(six)]);
    if (hasCode(error, ['EADDRINUSE', 'EACCES'])) return null;
    throw error;
  }
}

/** Listens on loopback only, on both addresses that `localhost` can mean. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  for (const port of [options.port, 0, 0, 0]) {
    const listener = await tryBoth(options, port);
    if (listener !== null) return listener;
  }
  throw new Error('no free port on loopback');
}
