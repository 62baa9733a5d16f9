import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Readiness } from './health.ts';
import type { Metrics } from './metrics.ts';

export type AdminOptions = {
  readonly metrics: Metrics;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Logger;
};

type Answer = { readonly status: number; readonly type: string; readonly text: string };

const json = (status: number, body: object): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  text: `${JSON.stringify(body)}\n`,
});

async function answer(path: string, { metrics, readiness }: AdminOptions): Promise<Answer> {
  switch (path) {
    case '/health/live':
      return json(200, { live: true });
    case '/health/ready': {
      const state = await readiness();
      return json(state.ready ? 200 : 503, state);
    }
    case '/metrics': {
      const { type, text } = await metrics.exposition();
      return { status: 200, type, text };
    }
    default:
      return json(404, { title: 'There is nothing here' });
  }
}

/** For operators on a listener of its own, which belongs on loopback or a network of the bank's: nobody is asked who he is. */
export function adminHandler(options: AdminOptions): RequestListener {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { status, type, text } = reading ? await answer(path, options) : json(405, { title: 'Only GET' });
    response.writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      ...(reading ? {} : { allow: 'GET, HEAD' }),
    });
    response.end(request.method === 'HEAD' ? '' : text);
  };
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      options.log.error({ err: error }, 'the admin listener failed');
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  };
}
