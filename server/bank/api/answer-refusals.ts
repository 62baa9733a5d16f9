import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { newReference } from '../../http/reference.ts';
import { AccessRefusal, accessTable } from './refusal.ts';

/** `WWW-Authenticate` as OAuth wants it, and an RFC 9457 body with our code. */
export const answerAccessRefusals =
  (log: Logger): Middleware =>
  async (context, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof AccessRefusal)) throw error;
      const { code, message } = error;
      const entry = accessTable[code];
      const reference = newReference();
      log.info({ reference, code, detail: message, path: context.path }, 'refused');
      context.status = entry.status;
      if (entry.status === 401 || entry.status === 403) {
        const reason = entry.error === null ? '' : `error="${entry.error}", `;
        context.set('www-authenticate', `DPoP ${reason}algs="ES256 PS256"`);
      }
      context.body = { type: `urn:renkei:problem:${code}`, title: entry.title, status: entry.status, code, reference };
      context.type = 'application/problem+json';
    }
  };
