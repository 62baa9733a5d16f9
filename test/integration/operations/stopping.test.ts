import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientHeader } from '../../../server/contract/reply.ts';
import { BankSite, type Running } from '../../support/bank-server.ts';

let site: BankSite;
beforeEach(async () => {
  site = await BankSite.create();
  await site.configure();
  await site.fill();
});
afterEach(() => site.remove());

const body = JSON.stringify({ flow: 'f'.repeat(24), revision: 0, command: { kind: 'cancel' } });

/** A request whose last byte is kept back: the server is working on it until `finish`. */
async function beginRequest(server: Running): Promise<{ finish(): Promise<string>; readonly ended: Promise<string> }> {
  const socket: TLSSocket = connectTls({
    port: server.ports.issuer,
    host: '127.0.0.1',
    servername: 'localhost',
    ca: site.pki.serverCa.pem,
  });
  await once(socket, 'secureConnect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const ended = once(socket, 'close').then(() => Buffer.concat(chunks).toString('utf8'));
  socket.write(
    [
      'POST /interaction/unknown/commands HTTP/1.1',
      'host: localhost',
      `${clientHeader}: 0.1.0`,
      'content-type: application/json',
      `content-length: ${String(body.length)}`,
      // Answered with "100 Continue" once the server has taken the request up.
      'expect: 100-continue',
      '',
      body.slice(0, -1),
    ].join('\r\n'),
  );
  await once(socket, 'data');
  return {
    ended,
    finish: () => {
      socket.write(body.slice(-1));
      return ended;
    },
  };
}

const ready = async (server: Running) => {
  const response = await request(`http://127.0.0.1:${String(server.ports.admin)}/health/ready`);
  return { status: response.statusCode, body: (await response.body.json()) as object };
};

async function isRefused(port: number): Promise<boolean> {
  const socket = connectTcp(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}

describe('SIGTERM', () => {
  it('lets the request in hand finish, takes nothing new, says so, and ends with 0', async () => {
    const server = await site.start();
    expect(await ready(server)).toMatchObject({ status: 200, body: { ready: true } });
    const agent = new Agent({ connect: { ca: site.pki.serverCa.pem }, keepAliveTimeout: 60_000 });
    // An idle connection that would be kept alive does not hold the server up.
    await (await request(`${site.issuer}/jwks`, { dispatcher: agent })).body.dump();
    const pending = await beginRequest(server);

    const ended = server.stop();
    await server.logged({ msg: 'stopping' });
    expect(await ready(server)).toMatchObject({
      status: 503,
      body: { ready: false, checks: { serving: 'failed', database: 'ok' } },
    });
    for (const port of [server.ports.issuer, server.ports.certificate, server.ports.mutual])
      expect(await isRefused(port)).toBe(true);

    const answer = await pending.finish();
    expect(answer).toMatch(/HTTP\/1\.1 404 /);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer).toContain('"request.not-found"');
    const { code } = await ended;
    expect(code).toBe(0);
    expect(server.lines()).toContainEqual(
      expect.objectContaining({ msg: 'the last requests have ended', drained: 'finished' }),
    );
    await agent.destroy();
  });

  it('does not wait longer than it was told', async () => {
    const server = await site.start(await site.configure({ stopSeconds: 1 }));
    const pending = await beginRequest(server);
    const { code } = await server.stop();
    expect(code).toBe(0);
    expect(await pending.ended).not.toMatch(/HTTP\/1\.1 [2-5]\d\d/);
    expect(server.lines()).toContainEqual(
      expect.objectContaining({ msg: 'the last requests have ended', drained: 'cut' }),
    );
  });

  it('leaves an unbroken audit trail behind', async () => {
    const server = await site.start();
    await server.stop();
    expect(await site.command(['audit', 'verify'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^audit: \d+ rows, unbroken; keep this elsewhere: --anchor \d+:[0-9a-f]{64}\n$/,
      ) as string,
    });
  });
});
