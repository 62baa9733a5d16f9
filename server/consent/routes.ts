import Router from '@koa/router';
import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import { commandRequestSchema } from '../contract/command.ts';
import type { Reply } from '../contract/reply.ts';
import { requireApp } from '../http/client-version.ts';
import { hold } from '../http/rate-limit.ts';
import { readJson } from '../http/read-json.ts';
import { Refusal } from '../http/refusal.ts';
import { carryOut } from './carry-out.ts';
import type { FlowDeps } from './flow-deps.ts';
import { findFlow, type Flow } from './flow-store.ts';
import { outcomeOf, type PromptName } from './outcome.ts';
import { snapshotOf } from './snapshot-of.ts';
import { isOver, memberOf } from './state.ts';

const promptSchema = z.enum(['login', 'consent']);

type Interaction = { readonly flow: Flow; readonly prompt: PromptName };

/** `GET /interaction/:uid` and `POST /interaction/:uid/commands`: the app's side of the authorization server. */
export function interactionRoutes(provider: Provider, deps: FlowDeps): Router {
  const router = new Router();

  router.get('/interaction/:uid', async (context) => {
    requireApp(context, deps.config.minimumClient);
    const { flow, prompt } = await openInteraction(provider, deps, context, context.params['uid']);
    context.body = await replyTo(provider, deps, context, flow, prompt);
  });

  router.post('/interaction/:uid/commands', async (context) => {
    requireApp(context, deps.config.minimumClient);
    const request = await readJson(context, commandRequestSchema);
    const { flow, prompt } = await openInteraction(provider, deps, context, context.params['uid']);
    if (request.flow !== flow.id) throw new Refusal('request.not-found');
    const memberId = memberOf(flow.state);
    if (memberId !== null) await hold(deps.limiter, 'member', memberId);
    if ((await outcomeOf(deps, flow, prompt)) !== null) throw new Refusal('flow.conflict');
    const done = await carryOut(deps, flow, request).catch((error: unknown) => explainRefusal(deps, flow, error));
    if (done.refusal !== null) {
      const { code, ...tries } = done.refusal;
      throw new Refusal(code, { ...tries, snapshot: await snapshotOf(deps, done.flow) });
    }
    context.body = await replyTo(provider, deps, context, done.flow, prompt);
  });

  return router;
}

/** Finds the flow that the interaction cookie and the address agree on. */
export async function openInteraction(
  provider: Provider,
  deps: FlowDeps,
  { req, res }: Context,
  uid: string | undefined,
): Promise<Interaction> {
  const interaction = await provider.interactionDetails(req, res).catch((error: unknown) => {
    if (error instanceof errors.SessionNotFound) throw new Refusal('request.not-found');
    throw error;
  });
  if (interaction.uid !== uid) throw new Refusal('request.not-found');
  const flow = await findFlow(deps.database, interaction.cid);
  if (flow === undefined) throw new Refusal('request.not-found');
  return { flow, prompt: promptSchema.parse(interaction.prompt.name) };
}

export async function replyTo(
  provider: Provider,
  deps: FlowDeps,
  { req, res }: Context,
  flow: Flow,
  prompt: PromptName,
): Promise<Reply> {
  const outcome = await outcomeOf(deps, flow, prompt);
  if (outcome !== null) return { kind: 'resume', location: await provider.interactionResult(req, res, outcome) };
  if (deps.clock.now().getTime() >= flow.endsAt) throw new Refusal('authorization.timed-out');
  return { kind: 'snapshot', snapshot: await snapshotOf(deps, flow) };
}

/** Adds where the flow stands now to a refusal after which it goes on. */
export async function explainRefusal(deps: FlowDeps, before: Flow, error: unknown): Promise<never> {
  if (!(error instanceof Refusal) || error.code === 'authorization.timed-out') throw error;
  const flow = await findFlow(deps.database, before.cid);
  // Out of time: its key may be gone already, and there is nothing to go on with.
  const ended = flow === undefined || isOver(flow.state) || deps.clock.now().getTime() >= flow.endsAt;
  if (ended) throw error;
  throw new Refusal(error.code, { ...error.extras, snapshot: await snapshotOf(deps, flow) });
}
