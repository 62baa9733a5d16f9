import { join } from 'node:path';
import { pino } from 'pino';
import type { Origins } from '../../../server/mock/world-config.ts';
import { startWorld } from '../../../server/mock/world.ts';
import { freePorts } from './places.ts';

/** What a node is told first; `origins` is where clients reach it, through the balancer. */
export type NodeOrder = {
  readonly name: string;
  readonly home: string;
  readonly database: string;
  readonly origins: Origins;
};
export type NodeReport =
  { readonly kind: 'listening'; readonly at: Origins } | { readonly kind: 'failed'; readonly why: string };

const report = (message: NodeReport): void => void process.send?.(message);

async function serve({ name, home, database, origins }: NodeOrder): Promise<void> {
  const file = pino.destination({ dest: join(home, `${name}.log`), sync: true });
  const log = pino({ level: 'info', base: { node: name } }, file);
  const world = await startWorld({ home, database, origins, ports: freePorts, log });
  process.once('disconnect', () => void world.close());
  report({ kind: 'listening', at: world.listensAt });
}

process.once('message', (order) => {
  serve(order as NodeOrder).catch((error: unknown) => {
    report({ kind: 'failed', why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.disconnect();
  });
});
