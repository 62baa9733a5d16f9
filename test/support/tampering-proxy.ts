import { once } from 'node:events';
import { createServer } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Agent, request } from 'undici';

/** Sees every body as JSON and may give back another one. */
export type Tamper = (path: string, body: unknown) => unknown;

export type TamperingProxy = {
  /** Bodies the app sent, as they came. */
  readonly received: readonly string[];
  tamper: Tamper;
  close(): Promise<void>;
};

const ownHeaders = new Set(['connection', 'content-length', 'host', 'transfer-encoding', 'keep-alive']);

const forwarded = ({ headers }: IncomingMessage): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !ownHeaders.has(entry[0]),
    ),
  );

/** Somebody between the app and the server who ends TLS with a certificate the app believes, and changes what passes. */
export async function openTamperingProxy(options: {
  readonly port: number;
  /** The server's own address. */
  readonly to: string;
  readonly certificate: { readonly cert: string; readonly key: string };
  readonly ca: string;
}): Promise<TamperingProxy> {
  const agent = new Agent({ connect: { ca: options.ca } });
  const received: string[] = [];
  const proxy = { received, tamper: ((_path, body) => body) as Tamper };

  const pass = async (incoming: IncomingMessage) => {
    const body = await text(incoming);
    if (body !== '') received.push(body);
    const path = incoming.url ?? '/';
    const answer = await request(`${options.to}${path}`, {
      method: incoming.method === 'POST' ? 'POST' : 'GET',
      // The server is asked in the name under which it is known.
      headers: { ...forwarded(incoming), host: incoming.headers.host ?? '' },
      body: body === '' ? null : body,
      dispatcher: agent,
    });
    const answered = await answer.body.text();
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    const changed = isJson ? JSON.stringify(proxy.tamper(path, JSON.parse(answered))) : answered;
    return { status: answer.statusCode, headers: answer.headers, body: changed };
  };

  const server = createServer(options.certificate, (incoming, outgoing) => {
    pass(incoming).then(
      ({ status, headers, body }) => {
        for (const [name, value] of Object.entries(headers)) {
          if (value !== undefined && !ownHeaders.has(name)) outgoing.setHeader(name, value);
        }
        outgoing.writeHead(status).end(body);
      },
      () => outgoing.destroy(),
    );
  }).listen(options.port, 'localhost');
  await once(server, 'listening');
  return Object.assign(proxy, {
    async close() {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
      await agent.destroy();
    },
  });
}
