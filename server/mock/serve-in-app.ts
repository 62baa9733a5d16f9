import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { createLogger } from '../operations/logger.ts';
import { startWorld, type World } from './world.ts';

/** The channel of an Electron utility process (`process.parentPort`), as far as it is used here. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** What the app says; anything else ends nothing, starts nothing, and is answered so. */
const orderSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    home: z.string().min(1),
    database: z.string().nullable(),
    /** Whose tokens are plugged in; `null`: those of the first who has one that works. */
    persona: z.string().nullable(),
    /** Folders of persons and of providers; `null`: those of the mock world. Relative ones are where the app was started. */
    personas: z.string().min(1).nullable(),
    tpps: z.string().min(1).nullable(),
  }),
  z.strictObject({ type: z.literal('stop') }),
]);

function parentPort(): ParentPort {
  const port = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
  if (port === undefined) throw new Error('this file runs in a utility process of the app');
  return port;
}

/**
 * The mock world inside of the app (`Renkei --mock`): the same world as `npm start` has, told over the utility process's channel.
 * Answers `start` with `ready` or `failed`, says `handover` when a browser wants the app to open a link, and ends on `stop`.
 */
const port = parentPort();
let world: World | null = null;

/** What the app's token processes are started with: they meet these tokens, and none of the tester's own. */
async function tokenEnvironment({ customers }: World, persona: string | null, log: Logger) {
  const works = customers.list.find(({ persona: { tokens } }) => tokens.some(({ locked }) => !locked));
  const member = persona ?? works?.persona.id;
  if (member === undefined) return {};
  const made = await customers.tokensOf(member);
  if (!('missing' in made)) return made.environment;
  log.warn({ missing: made.missing }, 'no tokens here');
  return {};
}

type Start = Extract<z.infer<typeof orderSchema>, { type: 'start' }>;

async function start({ home, database, persona, personas, tpps }: Start): Promise<void> {
  const log = createLogger(process.env['RENKEI_LOG']);
  world = await startWorld({
    home,
    log,
    tokens: true,
    ...(database === null ? {} : { database }),
    ...(personas === null ? {} : { personas: resolve(personas) }),
    ...(tpps === null ? {} : { tpps: resolve(tpps) }),
    onHandover: (link) => {
      port.postMessage({ type: 'handover', link });
      return true;
    },
  });
  const { profileFile: profile, tpp, pages } = world;
  port.postMessage({
    type: 'ready',
    profile,
    tpp,
    pages,
    tokenEnvironment: await tokenEnvironment(world, persona, log),
  });
}

async function stop(): Promise<void> {
  await world?.close();
  process.exit(0);
}

port.on('message', ({ data }) => {
  const order = orderSchema.safeParse(data);
  if (!order.success) {
    port.postMessage({ type: 'failed', reason: z.prettifyError(order.error) });
    return;
  }
  const done = order.data.type === 'stop' ? stop() : start(order.data);
  done.catch((error: unknown) => {
    port.postMessage({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  });
});
