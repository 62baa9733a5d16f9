import type { RequestListener } from 'node:http';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Database } from '../../storage/database.ts';
import { parseDuration } from '../clock/duration.ts';
import { ImpossibleTime, type MockClock } from '../clock/mock-clock.ts';
import type { Device } from '../device/device.ts';
import { rows } from '../scenarios/rows.ts';
import type { Switchboard } from '../scenarios/switchboard.ts';
import { restoreCheckpoint, takeCheckpoint, type Checkpoint } from './checkpoint.ts';
import {
  certificateActions,
  certificateRequestSchema,
  clockRequestSchema,
  switchRequestSchema,
  tokenRequestSchema,
  type ActionResult,
  type CertificateAction,
  type CertificateRequest,
  type ClockRequest,
  type ReloadResult,
  type TokenRequest,
  type WorldInfo,
  type personaViewSchema,
} from './contract.ts';
import { guard } from './guard.ts';
import { answerControlProblems } from './problems.ts';
import { readBody } from './read-body.ts';
import { ControlRefusal } from './refusal.ts';
import { activeView, scenarioViews } from './scenario-view.ts';
import { readAudit, readFlows } from './state.ts';

/** What testers may do to people, TPPs and certificates; each throws a `ControlRefusal` when it cannot be done. */
export type ControlActions = {
  /** Of the files of persons and TPPs. */
  reload(): Promise<ReloadResult>;
  certificate(action: CertificateAction, request: CertificateRequest): Promise<ActionResult>;
  makeToken(request: TokenRequest): Promise<ActionResult>;
};

export type ControlDeps = {
  readonly url: string;
  readonly token: string;
  readonly database: Database;
  readonly clock: MockClock;
  readonly switchboard: Switchboard;
  readonly device: Device;
  readonly world: () => Promise<WorldInfo>;
  readonly personas: () => readonly z.infer<typeof personaViewSchema>[];
  readonly actions: ControlActions;
  /** The world's time went back: what the server holds in memory (revocation lists) is from its future now. */
  readonly wentBack: () => Promise<void>;
  readonly log: Logger;
};

type Memory = { checkpoint: Checkpoint | null };

/** The control API; `contract.ts` describes it. */
export function controlApp(deps: ControlDeps): RequestListener {
  const router = new Router({ prefix: '/mock' });
  router.get('/health', (context) => {
    context.body = { mock: true, pid: process.pid };
  });
  router.get('/world', async (context) => {
    context.body = await deps.world();
  });
  router.get('/rows', (context) => {
    context.body = { rows };
  });
  addScenarios(router, deps);
  addClock(router, deps);
  const memory: Memory = { checkpoint: null };
  addPeople(router, deps, memory);
  addDevice(router, deps);
  addState(router, deps, memory);

  const app = new Koa();
  app.on('error', (error: Error) => {
    deps.log.error({ err: error }, 'the control API failed');
  });
  app.use(async (context, next) => {
    context.set('Cache-Control', 'no-store');
    context.set('X-Content-Type-Options', 'nosniff');
    await next();
  });
  app.use(answerControlProblems(deps.log));
  app.use(guard(deps.url, deps.token));
  app.use(router.routes());
  const handle = app.callback();
  return (request, response) => {
    void handle(request, response);
  };
}

function addScenarios(router: Router, { switchboard }: ControlDeps): void {
  router.get('/scenarios', (context) => {
    context.body = { scenarios: scenarioViews(switchboard.active()) };
  });
  router.put('/scenarios/:id', async (context) => {
    const { parameters, scope } = await readBody(context, switchRequestSchema);
    const id = idOf(context);
    const switched = await switchboard.on(id, parameters, scope);
    if (switched.ok) {
      context.body = activeView(switched.active);
      return;
    }
    switch (switched.kind) {
      case 'unknown':
        throw new ControlRefusal('unknown-scenario', id);
      case 'invalid':
        throw new ControlRefusal('invalid', switched.reason);
      case 'conflict': {
        const { reason, with: other } = switched;
        throw new ControlRefusal('conflict', reason.en, { with: other, reason });
      }
    }
  });
  router.delete('/scenarios/:id', async (context) => {
    if (!(await switchboard.off(idOf(context)))) throw new ControlRefusal('not-found', 'it is not on');
    context.status = 204;
  });
  router.delete('/scenarios', async (context) => {
    await switchboard.reset();
    context.status = 204;
  });
}

const idOf = (context: Context & { params: Record<string, string | undefined> }): string => context.params['id'] ?? '';

function addClock(router: Router, { clock, wentBack }: ControlDeps): void {
  const change = async (make: () => void): Promise<void> => {
    const before = clock.now();
    make();
    if (clock.now() < before) await wentBack();
  };
  router.get('/clock', (context) => {
    context.body = clock.state();
  });
  router.put('/clock', async (context) => {
    const asked = await readBody(context, clockRequestSchema);
    await change(() => {
      changeClock(clock, asked);
    });
    context.body = clock.state();
  });
  router.delete('/clock', async (context) => {
    await change(() => {
      clock.reset();
    });
    context.body = clock.state();
  });
}

/** Nothing changes when any of it cannot be. */
function changeClock(clock: MockClock, { set, advance, frozen }: ClockRequest): void {
  const ms = advance === undefined ? 0 : parseDuration(advance);
  if (ms === undefined) throw new ControlRefusal('invalid', 'advance: say 90s, 15m, -1d or 1d12h');
  try {
    const from = set === undefined ? clock.now() : new Date(set);
    if (set !== undefined || ms !== 0) clock.set(new Date(from.getTime() + ms));
  } catch (error) {
    if (error instanceof ImpossibleTime) throw new ControlRefusal('invalid', error.message);
    throw error;
  }
  if (frozen === true) clock.freeze();
  if (frozen === false) clock.resume();
}

function addPeople(router: Router, { personas, actions }: ControlDeps, memory: Memory): void {
  router.get('/personas', (context) => {
    context.body = { personas: personas() };
  });
  router.post('/personas/reload', async (context) => {
    try {
      context.body = await actions.reload();
      memory.checkpoint = null;
    } catch (error) {
      // What was refused changed nothing; of anything else nobody knows how far it came.
      if (!(error instanceof ControlRefusal)) memory.checkpoint = null;
      throw error;
    }
  });
  router.post('/certificates/:id', async (context) => {
    const action = z.enum(certificateActions).safeParse(idOf(context));
    if (!action.success) throw new ControlRefusal('not-found', `there are: ${certificateActions.join(', ')}`);
    context.body = await actions.certificate(action.data, await readBody(context, certificateRequestSchema));
  });
  router.post('/tokens', async (context) => {
    context.body = await actions.makeToken(await readBody(context, tokenRequestSchema));
  });
}

/** Shorter than any client's patience. */
const deviceWaitMs = 8_000;

const deviceQuerySchema = z.object({ after: z.coerce.number().int().optional() });

function addDevice(router: Router, { device }: ControlDeps): void {
  router.get('/device', async (context) => {
    const query = deviceQuerySchema.safeParse({ ...context.query });
    if (!query.success) throw new ControlRefusal('invalid', z.prettifyError(query.error));
    const { after } = query.data;
    context.body = after === undefined ? device.state() : await device.next(after, deviceWaitMs);
  });
}

const auditQuerySchema = z.object({
  after: z.coerce.number().int().min(0).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

function addState(router: Router, { database, clock, switchboard }: ControlDeps, memory: Memory): void {
  router.get('/flows', async (context) => {
    context.body = { flows: await readFlows(database, clock.now()) };
  });
  router.get('/audit', async (context) => {
    const query = auditQuerySchema.safeParse({ ...context.query });
    if (!query.success) throw new ControlRefusal('invalid', z.prettifyError(query.error));
    context.body = { events: await readAudit(database, query.data) };
  });
  router.put('/checkpoint', async (context) => {
    memory.checkpoint = await takeCheckpoint(database);
    context.status = 204;
  });
  router.post('/checkpoint/restore', async (context) => {
    const { checkpoint } = memory;
    if (checkpoint === null)
      throw new ControlRefusal('not-found', 'nothing was remembered since the start or the last reload');
    // A scenario that is on would later put back what it found, which is not what is put back here.
    if (switchboard.active().length > 0) throw new ControlRefusal('refused', 'switch the scenarios off first');
    await restoreCheckpoint(database, checkpoint);
    context.status = 204;
  });
}
