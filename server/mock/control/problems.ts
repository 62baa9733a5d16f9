import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { controlProblems, type ControlProblem } from './contract.ts';
import { ControlRefusal } from './refusal.ts';

const titles: Readonly<Record<keyof typeof controlProblems, string>> = {
  'unknown-scenario': 'There is no such scenario',
  'not-found': 'There is nothing here',
  invalid: 'The request is malformed',
  conflict: 'These scenarios cannot be on together',
  refused: 'This cannot be done',
  unavailable: 'This world cannot do that',
  forbidden: 'Not allowed from there',
  unauthorized: 'The token is missing or wrong',
  'too-large': 'The request is too large',
  failed: 'The mock world failed',
};

export const answerControlProblems =
  (log: Logger): Middleware =>
  async (context, next) => {
    try {
      await next();
      if (context.status === 404 && context.body == null) throw new ControlRefusal('not-found', context.path);
    } catch (error) {
      const refusal = error instanceof ControlRefusal ? error : new ControlRefusal('failed', 'see the log');
      if (refusal.code === 'failed') log.error({ err: error }, 'the control API failed');
      const { code, message: detail, more } = refusal;
      const status = controlProblems[code];
      const problem: ControlProblem = {
        type: `urn:renkei:mock:${code}`,
        title: titles[code],
        status,
        code,
        detail,
        ...more,
      };
      context.status = status;
      context.body = problem;
      context.type = 'application/problem+json';
    }
  };
