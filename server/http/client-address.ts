import type { IncomingMessage, RequestListener } from 'node:http';
import { BlockList, isIP } from 'node:net';

const addresses = new WeakMap<IncomingMessage, string>();

/** Where a request comes from, as far as the configuration lets us know. */
export const clientAddress = (request: IncomingMessage): string =>
  addresses.get(request) ?? request.socket.remoteAddress ?? 'unknown';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** IPv4 in IPv6's clothes (RFC 4291 §2.5.5.2) is IPv4. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** Addresses and networks (`10.0.0.0/8`). Throws for one that is neither. */
export function addressList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    if (isIP(address) === 0) throw new Error(`${entry} is no address`);
    if (bits === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(bits), family(address));
  }
  return list;
}

const includes = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, family(address));

const forwardedHeader = /^(?:forwarded|x-real-ip|x-client-ip|x-forwarded-.*)$/;

function forgetForwarded(request: IncomingMessage): string | undefined {
  const named = request.headers['x-forwarded-for'];
  for (const name of Object.keys(request.headers)) {
    if (forwardedHeader.test(name)) Reflect.deleteProperty(request.headers, name);
  }
  return typeof named === 'string' ? named : named?.join(',');
}

/** For a listener that clients reach themselves: what they say about where they come from is not even passed on. */
export const direct =
  (handle: RequestListener): RequestListener =>
  (request, response) => {
    forgetForwarded(request);
    handle(request, response);
  };

/**
 * For a listener behind a proxy that ends TLS. Whoever is not that proxy is turned away; of `X-Forwarded-For` only what our own
 * proxies appended counts, that is the last address which is not one of theirs. Every other such header is dropped.
 */
export const behindProxy =
  (trusted: BlockList, handle: RequestListener): RequestListener =>
  (request, response) => {
    const peer = plain(request.socket.remoteAddress ?? '');
    if (!includes(trusted, peer)) {
      response.writeHead(403, { connection: 'close' }).end();
      return;
    }
    const hops = (forgetForwarded(request) ?? '').split(',').map((hop) => plain(hop.trim()));
    addresses.set(request, hops.findLast((hop) => isIP(hop) !== 0 && !includes(trusted, hop)) ?? peer);
    // The proxy speaks TLS with the client; Koa and the cookies it makes ask the socket.
    Object.assign(request.socket, { encrypted: true });
    handle(request, response);
  };
