import { createServer as createHttp, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { applyLimits, limitOptions, type HttpLimits } from './limits.ts';

export type ListenerOptions = {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Left out: plain http, for loopback and for behind a proxy. */
  readonly tls?: ServerOptions;
  readonly limits: HttpLimits;
  readonly handle: RequestListener;
};

/** How the last requests ended: all of them answered, or the rest cut off when time was up. */
export type Drained = 'finished' | 'cut';

export type Listener = {
  readonly port: number;
  /** Takes no new connection, lets requests that have arrived finish for so many milliseconds, and closes. */
  drain(patience: number): Promise<Drained>;
};

const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress ?? ''} ${String(remotePort)}`;

/** Knows which connections are working on a request. In TLS a request's socket is not the one that was accepted, so by address. */
function trackConnections(server: Server) {
  const open = new Map<string, Socket>();
  const busy = new Map<string, number>();
  const answers = new Set<ServerResponse>();
  let draining = false;

  server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    open.set(name, socket);
    socket.once('close', () => open.delete(name));
  });
  server.prependListener('request', ({ socket }, response) => {
    const name = nameOf(socket);
    busy.set(name, (busy.get(name) ?? 0) + 1);
    answers.add(response);
    if (draining) response.setHeader('connection', 'close');
    response.once('close', () => {
      answers.delete(response);
      const left = (busy.get(name) ?? 1) - 1;
      if (left > 0) busy.set(name, left);
      else busy.delete(name);
      // Sends what is still to be sent; an idle connection would otherwise keep the server.
      if (draining && left === 0) socket.destroySoon();
    });
  });
  return {
    /** From now on a connection lives no longer than its request. */
    letGo(): void {
      draining = true;
      for (const [name, socket] of open) if (!busy.has(name)) socket.destroy();
      for (const answer of answers) if (!answer.headersSent) answer.setHeader('connection', 'close');
    },
    cut(): void {
      for (const socket of open.values()) socket.destroy();
    },
  };
}

/** Listens on exactly this address. Rejects when it cannot. */
export async function openListener({ host, port, tls, limits, handle }: ListenerOptions): Promise<Listener> {
  const options = limitOptions(limits);
  const server: Server = tls === undefined ? createHttp(options, handle) : createHttps({ ...options, ...tls }, handle);
  applyLimits(server, limits);
  const connections = trackConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    drain: (patience) =>
      new Promise((resolve) => {
        let drained: Drained = 'finished';
        const timer = setTimeout(() => {
          drained = 'cut';
          connections.cut();
        }, patience);
        server.close(() => {
          clearTimeout(timer);
          resolve(drained);
        });
        connections.letGo();
      }),
  };
}
