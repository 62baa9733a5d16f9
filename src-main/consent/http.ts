/** One request to the server, as the flow needs it. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
};

export type HttpAnswer = {
  readonly status: number;
  /** The `Location` of a redirect, which is reported and never followed. */
  readonly location: string | null;
  readonly contentType: string;
  readonly body: string;
};

/** A cookie jar and TLS state of its own; `close` forgets both. */
export interface Http {
  /** @throws {NetworkError} when no answer came. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** No answer came; `message` is Chromium's name of the reason, e.g. `net::ERR_CONNECTION_REFUSED`. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}
