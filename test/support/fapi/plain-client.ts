import { Agent, request } from 'undici';
import type { World } from '../../../server/mock/world.ts';
import type { Identity } from '../app-client.ts';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Parsed where it is JSON. */
  readonly body: unknown;
};

export type Sent = {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly form?: Readonly<Record<string, string>> | URLSearchParams;
  readonly json?: unknown;
  readonly text?: string;
};

const isJson = (type: unknown): boolean => typeof type === 'string' && type.includes('json');

/** Raw requests over TLS, with or without a certificate; follows nothing, checks nothing. */
export class PlainClient {
  readonly #agent: Agent;

  constructor(world: World, identity: Identity | null = null) {
    this.#agent = new Agent({ connect: { ca: world.pki.serverCa.pem, ...identity } });
  }

  get(url: string, sent: Sent = {}): Promise<Answer> {
    return this.send('GET', url, sent);
  }

  post(url: string, sent: Sent = {}): Promise<Answer> {
    return this.send('POST', url, sent);
  }

  async send(method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE', url: string, sent: Sent = {}): Promise<Answer> {
    const { form, json, text } = sent;
    const body =
      form === undefined
        ? (text ?? (json === undefined ? null : JSON.stringify(json)))
        : new URLSearchParams(form instanceof URLSearchParams ? form : { ...form }).toString();
    const type =
      form === undefined
        ? json === undefined
          ? {}
          : { 'content-type': 'application/json' }
        : { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = Object.fromEntries(
      Object.entries({ accept: 'application/json', ...type, ...sent.headers }).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]),
    );
    const response = await request(url, { method, headers, body, dispatcher: this.#agent });
    const answered = await response.body.text();
    return {
      status: response.statusCode,
      headers: response.headers,
      text: answered,
      body: isJson(response.headers['content-type']) && answered !== '' ? JSON.parse(answered) : undefined,
    };
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** Status and OAuth error of an answer (RFC 6749 §5.2), for a short expectation. */
export const refusalOf = ({ status, body }: Answer): readonly [number, unknown] => [
  status,
  typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined,
];

/** Status and code of a problem (RFC 9457). */
export const problemOf = ({ status, body }: Answer): readonly [number, unknown] => [
  status,
  typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined,
];
