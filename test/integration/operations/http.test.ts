import { once } from 'node:events';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientHeader } from '../../../server/contract/reply.ts';
import { BankSite, type Running } from '../../support/bank-server.ts';

let site: BankSite;
let server: Running;
let agent: Agent;
const connections = 8;

beforeAll(async () => {
  site = await BankSite.create();
  await site.configure({ http: { headersSeconds: 1, requestSeconds: 2, keepAliveSeconds: 1, connections } });
  await site.fill();
  server = await site.start();
  agent = new Agent({ connect: { ca: site.pki.serverCa.pem }, connections: 2 });
});
afterAll(async () => {
  await agent.destroy();
  await site.remove();
});

type Options = {
  readonly method?: 'GET' | 'POST' | 'OPTIONS';
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

const send = async (path: string, { method = 'GET', headers = {}, body }: Options = {}) => {
  const url = new URL(path, site.issuer);
  const response = await request(url, { dispatcher: agent, method, headers, body: body ?? null });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
};
const app = { [clientHeader]: '0.1.0' };
const problemOf = (text: string) => JSON.parse(text) as { code: string; reference: string };

async function openSocket(port = server.ports.issuer): Promise<TLSSocket> {
  const socket = connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca: site.pki.serverCa.pem });
  await once(socket, 'secureConnect');
  return socket;
}

/** Everything that comes until the other side closes. */
async function readAll(socket: TLSSocket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // The other side may also cut the connection off, with bytes of ours still on their way.
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

describe('every request', () => {
  it('gets an id, which is in the answer, in the log, and beside the reference', async () => {
    const { status, headers, text } = await send('/interaction/unknown', { headers: app });
    expect(status).toBe(404);
    const id = headers['x-request-id'];
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const { reference } = problemOf(text);
    const refused = await server.logged({ request: id, msg: 'refused' });
    expect(refused).toMatchObject({ reference, code: 'request.not-found' });
    const line = await server.logged({ request: id, msg: 'request' });
    expect(line).toMatchObject({ method: 'GET', route: '/interaction/:uid', status: 404 });
  });

  it.each([
    ['an id', { 'x-request-id': 'gateway.2026-07-08_0042' }, 'gateway.2026-07-08_0042'],
    [
      'a trace (W3C Trace Context)',
      { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'x-request-id': 'something-else' },
      '4bf92f3577b34da6a3ce929d0e0e4736',
    ],
  ])('keeps %s that it came with', async (_what, headers, expected) => {
    expect((await send('/jwks', { headers })).headers['x-request-id']).toBe(expected);
  });

  it.each([
    ['too short', 'a'],
    ['too long', 'a'.repeat(65)],
    ['made of other characters', 'abcdefgh"},{"level":60'],
  ])('does not keep one that is %s', async (_what, given) => {
    const { headers } = await send('/jwks', { headers: { 'x-request-id': given } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'x',
  ])('does not take %s for a trace', async (traceparent) => {
    const { headers } = await send('/jwks', { headers: { traceparent } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['/jwks', 'GET'],
    ['/token', 'POST'],
    ['/request', 'POST'],
    ['/interaction/unknown', 'GET'],
    ['/resources/v1/accounts', 'GET'],
    ['/nothing', 'GET'],
  ] as const)('to %s is answered with security headers', async (path, method) => {
    const { headers } = await send(path, { method });
    expect(headers).toMatchObject({
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/) as string,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': expect.stringContaining('no-store') as string,
    });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
  });
});

describe('a page of another origin', () => {
  const origin = 'https://evil.example';
  const corsOf = (headers: Record<string, unknown>) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control-'));

  it.each(['/.well-known/openid-configuration', '/jwks', '/openapi.json'])('may read %s', async (path) => {
    const { status, headers } = await send(path, { headers: { origin } });
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    ['POST', '/token'],
    ['POST', '/request'],
    ['POST', '/token/introspection'],
    ['POST', '/token/revocation'],
    ['GET', '/authorize'],
    ['GET', '/interaction/unknown'],
    ['POST', '/interaction/unknown/commands'],
    ['GET', '/resources/v1/accounts'],
  ] as const)('may not %s %s, nor ask whether it may', async (method, path) => {
    expect(corsOf((await send(path, { method, headers: { origin } })).headers)).toEqual([]);
    const asked = await send(path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'dpop' },
    });
    expect(corsOf(asked.headers)).toEqual([]);
  });
});

describe('too much', () => {
  const json = { ...app, 'content-type': 'application/json' };

  it('in a command is refused, announced or not', async () => {
    const body = JSON.stringify({ flow: 'x'.repeat(70_000) });
    const announced = await send('/interaction/unknown/commands', { method: 'POST', headers: json, body });
    expect([announced.status, problemOf(announced.text).code]).toEqual([413, 'request.too-large']);

    const socket = await openSocket();
    const answer = readAll(socket);
    const head = `POST /interaction/unknown/commands HTTP/1.1\r\nhost: localhost\r\n${clientHeader}: 0.1.0\r\n`;
    socket.write(`${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`);
    const chunk = 'x'.repeat(0x4000);
    for (let sent = 0; sent < 6; sent += 1) socket.write(`4000\r\n${chunk}\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('in a token request is refused', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await send('/token', { method: 'POST', headers: form, body: `code=${'x'.repeat(60_000)}` });
    expect(status).toBe(413);
  });

  it('in the headers is refused', async () => {
    expect((await send('/jwks', { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431);
  });

  it('of connections is turned away, and the others go on', async () => {
    const sockets: TLSSocket[] = [];
    try {
      for (let count = 0; count < connections; count += 1) {
        const opened = await openSocket(server.ports.mutual);
        sockets.push(opened);
      }
      await expect(openSocket(server.ports.mutual)).rejects.toThrow();
      const [first] = sockets;
      if (!first) throw new Error('no connection');
      const answer = readAll(first);
      first.write('GET /jwks HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
      expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });
});

describe('somebody who sends slowly', () => {
  /** Sends one more byte whenever the clock ticks, until the other side has had enough. */
  async function dribble(start: string, more: string): Promise<string> {
    const socket = await openSocket();
    const answer = readAll(socket);
    socket.write(start);
    let sent = 0;
    const timer = setInterval(() => {
      if (socket.writable) socket.write(more[sent % more.length] ?? '');
      sent += 1;
    }, 25);
    try {
      return await answer;
    } finally {
      clearInterval(timer);
    }
  }

  it.each([
    ['headers', 'GET /jwks HTTP/1.1\r\nhost: localhost\r\n', 'x-slow: a\r\n'],
    [
      'a body',
      `POST /interaction/unknown/commands HTTP/1.1\r\nhost: localhost\r\n${clientHeader}: 0.1.0\r\ncontent-type: application/json\r\ncontent-length: 60000\r\n\r\n`,
      ' ',
    ],
  ])('%s is cut off, and others are served meanwhile', async (_what, start, more) => {
    const slow = dribble(start, more);
    expect((await send('/jwks')).status).toBe(200);
    expect(await slow).toMatch(/^(HTTP\/1\.1 408 |$)/);
    expect((await send('/jwks')).status).toBe(200);
  });

  it('or never finishes the TLS handshake is cut off', async () => {
    const { connect } = await import('node:net');
    const socket = connect(server.ports.issuer, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    // The first bytes of a ClientHello, and then nothing.
    socket.write(Buffer.from('160301', 'hex'));
    socket.resume();
    await once(socket, 'close');
    expect((await send('/jwks')).status).toBe(200);
  });
});

describe('a malformed request', () => {
  it.each([
    ['without Host', 'GET /jwks HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['with two lengths', 'POST /token HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'with length and chunks',
      'POST /token HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['with a bare line feed', 'GET /jwks HTTP/1.1\nhost: a\n\n'],
  ])('%s is a bad request', async (_what, text) => {
    const socket = await openSocket();
    const answer = readAll(socket);
    socket.write(text);
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});
