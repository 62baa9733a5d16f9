import { pino, type DestinationStream, type Logger } from 'pino';
import { currentRequestId } from '../http/request-id.ts';

/** One JSON object per line on standard error, each with the id of the request it belongs to. Throws for an unknown level. */
export function createLogger(level = 'info', destination?: DestinationStream): Logger {
  const mixin = (): object => {
    const request = currentRequestId();
    return request === undefined ? {} : { request };
  };
  return pino(
    { level, base: null, mixin, timestamp: pino.stdTimeFunctions.isoTime },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
