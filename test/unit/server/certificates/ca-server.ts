import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (body: Buffer, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type CaServer = {
  readonly host: string;
  readonly origin: string;
  /** Every request so far, as `METHOD path`. */
  readonly asked: string[];
  /** What is answered from now on. */
  answer: Answer;
  close(): Promise<void>;
};

export const giving =
  (bytes: Uint8Array): Answer =>
  (_body, _request, response) => {
    response.end(bytes);
  };

/** A CA's web server on loopback. */
export async function openCaServer(): Promise<CaServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => void self.answer(Buffer.concat(chunks), request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const self: CaServer = {
    host,
    origin: `http://${host}`,
    asked,
    answer: (_body, _request, response) => void response.writeHead(404).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}
