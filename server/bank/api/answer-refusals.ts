import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import { signatureAlgorithms } from '../../authorization/algorithms.ts';
import { arrivalOf } from '../../http/arrival.ts';
import { newReference } from '../../http/reference.ts';
import { routeOf } from '../../http/route-of.ts';
import type { ApiProblem } from './contract/problem.ts';
import { AccessRefusal, accessTable } from './refusal.ts';

/** Which ways of presenting a token this listener takes, and what was wrong (RFC 6750 §3, RFC 9449 §7.1, RFC 9728 §5.1). */
function challenges(context: Context, code: keyof typeof accessTable, metadata: string): string[] {
  const { error, title } = accessTable[code];
  const common = [
    ...(error === null ? [] : [`error="${error}"`, `error_description="${title}"`]),
    `resource_metadata="${metadata}"`,
  ].join(', ');
  const dpop = `DPoP ${common}, algs="${signatureAlgorithms.join(' ')}"`;
  return arrivalOf(context.req).mutualTls ? [`Bearer ${common}`, dpop] : [dpop];
}

/** `WWW-Authenticate` as OAuth wants it, and an RFC 9457 body with our code. `metadata`: address of RFC 9728's document. */
export const answerAccessRefusals =
  (log: Logger, metadata: string): Middleware =>
  async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof AccessRefusal)) throw error;
      const { code, more } = error;
      const { status, title } = accessTable[code];
      const reference = newReference();
      log.info({ reference, code, detail: more.detail, route: routeOf(context) }, 'refused');
      context.status = status;
      if (status === 401 || accessTable[code].error !== null)
        context.set('www-authenticate', challenges(context, code, metadata));
      const problem: ApiProblem = {
        type: `urn:renkei:problem:${code}`,
        title,
        status,
        ...(more.detail === undefined ? {} : { detail: more.detail }),
        code,
        reference,
      };
      context.body = { ...problem, ...more.members };
      context.type = 'application/problem+json';
    }
  };
