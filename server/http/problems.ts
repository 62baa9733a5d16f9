import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Problem } from '../contract/problem.ts';
import { currentRequestId } from './request-id.ts';
import { newReference } from './reference.ts';
import { routeOf } from './route-of.ts';
import { problemTable } from './problem-table.ts';
import { Refusal } from './refusal.ts';

export function problemOf({ code, extras }: Refusal, reference: string): Problem {
  const { status, title } = problemTable[code];
  return {
    type: `urn:renkei:problem:${code}`,
    title,
    status,
    ...(extras.detail === undefined ? {} : { detail: extras.detail }),
    code,
    reference,
    ...(extras.triesLeft === undefined ? {} : { triesLeft: extras.triesLeft }),
    ...(extras.snapshot === undefined ? {} : { snapshot: extras.snapshot }),
  };
}

/** Answers a refusal and logs it under the reference that the customer sees. Bodies are never logged. */
export function answerRefusal(context: Context, log: Logger, refusal: Refusal, cause?: unknown): Problem {
  const reference = newReference();
  const problem = problemOf(refusal, reference);
  const { code, status, detail } = problem;
  const line = {
    reference,
    request: currentRequestId(),
    code,
    status,
    method: context.method,
    route: routeOf(context),
  };
  if (status === 500) log.error({ ...line, err: cause ?? refusal }, 'the server failed');
  else log.info({ ...line, detail }, 'refused');
  context.status = status;
  context.body = problem;
  context.type = 'application/problem+json';
  if (refusal.extras.retryAfter !== undefined) context.set('Retry-After', String(refusal.extras.retryAfter));
  return problem;
}

/** Turns whatever is thrown below into an RFC 9457 problem; the unknown becomes one code. */
export const answerProblems =
  (log: Logger): Middleware =>
  async (context, next) => {
    try {
      await next();
      if (context.status === 404 && context.body == null) throw new Refusal('request.not-found');
    } catch (error) {
      if (error instanceof Refusal) answerRefusal(context, log, error);
      else answerRefusal(context, log, new Refusal('environment.server-error'), error);
    }
  };
