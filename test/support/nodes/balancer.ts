import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Names the places that are balanced alike, e.g. `issuer`; each has its own port. */
export type Balancer<Place extends string> = {
  readonly ports: Readonly<Record<Place, number>>;
  /** Which node took each connection, in order. */
  readonly taken: readonly string[];
  add(node: string, ports: Readonly<Record<Place, number>>): void;
  remove(node: string): void;
  close(): Promise<void>;
};

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Joins two connections; what happens to one happens to the other. */
function join(one: Socket, other: Socket): void {
  one.pipe(other);
  other.pipe(one);
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

/**
 * Hands out connections in turn, one to each node, without looking inside: TLS, and with it the client's certificate, ends at the
 * node. Turns are counted over all places together, so that even two requests to different places go to different nodes. A node
 * that does not answer is passed over.
 */
export async function openBalancer<Place extends string>(places: readonly Place[]): Promise<Balancer<Place>> {
  const nodes = new Map<string, Readonly<Record<Place, number>>>();
  const taken: string[] = [];
  const open = new Set<Socket>();
  const servers: Server[] = [];
  let turn = 0;

  async function take(place: Place, client: Socket): Promise<void> {
    const names = [...nodes.keys()];
    const first = turn;
    turn += 1;
    for (let step = 0; step < names.length; step += 1) {
      const name = names[(first + step) % names.length] ?? '';
      const port = nodes.get(name)?.[place];
      const upstream = port === undefined ? undefined : await dial(port).catch(() => undefined);
      if (upstream === undefined) continue;
      taken.push(name);
      open.add(upstream);
      upstream.once('close', () => open.delete(upstream));
      join(client, upstream);
      return;
    }
    client.destroy();
  }

  async function serve(place: Place): Promise<number> {
    const accept = (client: Socket): void => {
      open.add(client);
      client.once('close', () => open.delete(client));
      client.on('error', () => client.destroy());
      void take(place, client);
    };
    // Both addresses that `localhost` can mean.
    const four = createServer(accept);
    const port = await listen(four, '127.0.0.1', 0);
    servers.push(four);
    const six = createServer(accept);
    const listening = await listen(six, '::1', port).then(
      () => true,
      () => false, // a machine without IPv6
    );
    if (listening) servers.push(six);
    return port;
  }

  const ports: Partial<Record<Place, number>> = {};
  for (const place of places) ports[place] = await serve(place);
  return {
    ports: ports as Record<Place, number>,
    taken,
    add: (node, at) => void nodes.set(node, at),
    remove: (node) => void nodes.delete(node),
    async close() {
      for (const socket of open) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}
