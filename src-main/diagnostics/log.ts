import { pino } from 'pino';

export type Log = {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
};

/** Names whose values never reach the log, at any of the depths the app writes. */
const secret = ['sealed', 'ticket', 'cookie', 'code', 'request_uri', 'password', 'pin'];

/** JSON lines on standard output. Callers pass codes, counts and references; never a body, never an address with a query. */
export function createLog(): Log {
  return pino({
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`]), censor: '[removed]' },
  });
}
