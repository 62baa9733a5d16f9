import { createServer as createHttps } from 'node:https';
import { once } from 'node:events';
import { request } from 'node:http';

export type TlsProxy = { close(): Promise<void> };

/** A proxy as banks have them: ends TLS, appends the client's address, and speaks plain http with the server. */
export async function openTlsProxy(
  port: number,
  to: number,
  certificate: { readonly cert: string; readonly key: string },
): Promise<TlsProxy> {
  const server = createHttps(certificate, (incoming, outgoing) => {
    const before = incoming.headers['x-forwarded-for'];
    const headers = {
      ...incoming.headers,
      'x-forwarded-for': [before, incoming.socket.remoteAddress].filter(Boolean).join(', '),
      'x-forwarded-proto': 'https',
    };
    const { method, url: path } = incoming;
    const forward = request({ host: '127.0.0.1', port: to, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    incoming.pipe(forward);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
}
