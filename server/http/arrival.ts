import type { IncomingMessage, ServerResponse } from 'node:http';

/** Which of the server's listeners a request came in by. */
export type Arrival = { readonly origin: string; readonly mutualTls: boolean };

const arrivals = new WeakMap<IncomingMessage, Arrival>();

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Hands a listener's requests on and remembers where they came in. The listener says which origin it serves, not the `Host`
 * header: no address that is built from a request can be somebody else's.
 */
export const arrivingAt =
  (arrival: Arrival, handle: Handle) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    request.headers.host = new URL(arrival.origin).host;
    arrivals.set(request, arrival);
    // Koa answers its own errors; there is nothing to wait for here.
    void handle(request, response);
  };

export function arrivalOf(request: IncomingMessage): Arrival {
  const arrival = arrivals.get(request);
  if (arrival === undefined) throw new Error('a request that came in by no listener');
  return arrival;
}
