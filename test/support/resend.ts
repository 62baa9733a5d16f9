import { Agent, request } from 'undici';
import type { Exchange } from '../../server/mock/record.ts';
import type { World } from '../../server/mock/world.ts';
import type { Answer, Identity } from './app-client.ts';

/** Headers that belong to a connection, not to what was said on it. */
const perConnection = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding', 'expect']);

/** Sends a recorded request once more, byte for byte: what somebody does who has seen all of the traffic. */
export async function resend(world: World, exchange: Exchange, identity: Identity | null): Promise<Answer> {
  const dispatcher = new Agent({ connect: { ca: world.pki.serverCa.pem, ...identity } });
  const headers = Object.fromEntries(
    Object.entries(exchange.headers).filter(([name, value]) => value !== undefined && !perConnection.has(name)),
  );
  try {
    const response = await request(exchange.url, {
      method: exchange.method,
      headers,
      body: exchange.method === 'GET' ? null : exchange.body,
      dispatcher,
    });
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  } finally {
    await dispatcher.destroy();
  }
}
