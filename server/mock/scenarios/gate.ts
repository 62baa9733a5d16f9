import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Database } from '../../storage/database.ts';
import type { Point } from './points.ts';
import { concerns, type Scope } from './scope.ts';
import { visitOf, type ListenerName, type Visit } from './visit.ts';

export type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** Something that happens to requests before the server sees them. `true`: it has answered, or there is nobody to answer to. */
export type Meddler = {
  /** `null`: at every point. */
  readonly points: readonly Point[] | null;
  readonly scope: Scope;
  act(visit: Visit, exchange: Exchange): Promise<boolean>;
};

/** Stands before the world's listeners. While nothing is switched on it is not there at all. */
export type Gate = {
  /** Returns what takes the meddler away again. */
  add(meddler: Meddler): () => void;
  before(listener: ListenerName, next: RequestListener): RequestListener;
};

export function createGate(database: Database, log: Logger): Gate {
  const meddlers = new Set<Meddler>();

  async function meet(listener: ListenerName, exchange: Exchange, next: RequestListener): Promise<void> {
    const visit = await visitOf(database, listener, exchange.request);
    if (visit !== null) {
      for (const meddler of [...meddlers]) {
        if (meddler.points !== null && !meddler.points.includes(visit.point)) continue;
        if (!concerns(meddler.scope, visit)) continue;
        if (await meddler.act(visit, exchange)) return;
      }
    }
    next(exchange.request, exchange.response);
  }

  return {
    add(meddler) {
      meddlers.add(meddler);
      return () => meddlers.delete(meddler);
    },
    before: (listener, next) => (request, response) => {
      if (meddlers.size === 0) {
        next(request, response);
        return;
      }
      meet(listener, { request, response }, next).catch((error: unknown) => {
        log.error({ err: error, listener }, 'a scenario failed');
        response.destroy();
      });
    },
  };
}
