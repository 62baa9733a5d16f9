import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { addressList, behindProxy, clientAddress, direct } from '../../../server/http/client-address.ts';

let server: Server | undefined;
afterEach(async () => {
  if (server) await once(server.close(), 'close');
  server = undefined;
});

type Seen = { readonly address: string; readonly encrypted: boolean; readonly headers: Record<string, string> };

/** What a handler behind `wrap` sees of a request with these headers. */
async function seen(wrap: (handle: RequestListener) => RequestListener, headers: Record<string, string | string[]>) {
  server = createServer(
    wrap((incoming, response) => {
      const encrypted = 'encrypted' in incoming.socket && incoming.socket.encrypted === true;
      response.end(JSON.stringify({ address: clientAddress(incoming), encrypted, headers: incoming.headers }));
    }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await request(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, { headers });
  const text = await response.body.text();
  const told = text === '' ? {} : (JSON.parse(text) as Partial<Seen>);
  return { status: response.statusCode, ...told };
}

const forged = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example',
  'x-real-ip': '203.0.113.9',
  forwarded: 'for=203.0.113.9',
};
const loopback = addressList(['127.0.0.0/8']);

describe('without a proxy', () => {
  it('nobody is believed about where he comes from', async () => {
    const { address, encrypted, headers } = await seen(direct, forged);
    expect([address, encrypted]).toEqual(['127.0.0.1', false]);
    expect(Object.keys(headers ?? { forwarded: '' }).filter((name) => /forwarded|real/.test(name))).toEqual([]);
  });
});

describe('behind a proxy', () => {
  const trusting = (handle: RequestListener) => behindProxy(loopback, handle);

  it('the address that the proxy appended counts, whatever the client wrote before it', async () => {
    expect(await seen(trusting, { ...forged, 'x-forwarded-for': '203.0.113.9, 198.51.100.7' })).toMatchObject({
      address: '198.51.100.7',
      encrypted: true,
    });
  });

  it('proxies in a row are skipped, and no more than they', async () => {
    const wide = (handle: RequestListener) => behindProxy(addressList(['127.0.0.1', '10.0.0.0/8']), handle);
    const headers = { 'x-forwarded-for': '203.0.113.9, 2001:db8::7, 10.1.2.3, 10.4.5.6' };
    expect(await seen(wide, headers)).toMatchObject({ address: '2001:db8::7' });
  });

  it.each(['', 'unknown', '10.0.0.1:80, <script>'])('what is no address (%j) leaves the proxy’s own', async (text) => {
    expect(await seen(trusting, { 'x-forwarded-for': text })).toMatchObject({ address: '127.0.0.1' });
  });

  it('other forwarding headers do not get through', async () => {
    const { headers } = await seen(trusting, forged);
    expect(Object.keys(headers ?? { forwarded: '' }).filter((name) => /forwarded|real/.test(name))).toEqual([]);
  });

  it('a stranger is turned away', async () => {
    const elsewhere = (handle: RequestListener) => behindProxy(addressList(['10.0.0.1']), handle);
    expect(await seen(elsewhere, {})).toEqual({ status: 403 });
  });
});

describe('a list of addresses', () => {
  it.each(['proxy.example.jp', '10.0.0', '10.0.0.0/33', '::1/200'])('takes no %s', (entry) => {
    expect(() => addressList([entry])).toThrow();
  });
});
