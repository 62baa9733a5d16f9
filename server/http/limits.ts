import type { Server as HttpServer, ServerOptions } from 'node:http';

/** What one listener puts up with. Times are in milliseconds. */
export type HttpLimits = {
  /** From the connection's first byte (or the end of the last request) until all headers are here. */
  readonly headersTimeout: number;
  /** The same until the whole request is here. */
  readonly requestTimeout: number;
  /** How long an idle connection is kept for another request. */
  readonly keepAliveTimeout: number;
  readonly handshakeTimeout: number;
  /** Bytes of all header fields together. */
  readonly maxHeaderSize: number;
  readonly maxConnections: number;
};

/** A flow's largest honest header is a DPoP proof with a PS256 key beside an access token: far below 16 kB. */
export const standardLimits: HttpLimits = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  handshakeTimeout: 10_000,
  maxHeaderSize: 16_384,
  maxConnections: 2_000,
};

/** Options of a new http or https server. Node looks after slow senders at the interval given here. */
export const limitOptions = (limits: HttpLimits): ServerOptions & { readonly handshakeTimeout: number } => ({
  headersTimeout: limits.headersTimeout,
  requestTimeout: limits.requestTimeout,
  keepAliveTimeout: limits.keepAliveTimeout,
  connectionsCheckingInterval: Math.max(50, Math.min(1_000, Math.floor(limits.headersTimeout / 4))),
  maxHeaderSize: limits.maxHeaderSize,
  insecureHTTPParser: false,
  requireHostHeader: true,
  handshakeTimeout: limits.handshakeTimeout,
});

/** What can only be set on the server itself. */
export function applyLimits(server: HttpServer, { maxConnections }: HttpLimits): void {
  server.maxConnections = maxConnections;
  server.maxHeadersCount = 100;
}
