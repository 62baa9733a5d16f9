import { randomUUID } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger } from '../../server/operations/logger.ts';

/** The folder in which a run of the end-to-end tests keeps all that apps and servers wrote; nobody keeps it without. */
export const writtenVariable = 'RENKEI_TEST_WRITTEN';

const fileOf = (what: string): string | null => {
  const folder = process.env[writtenVariable];
  return folder === undefined ? null : join(folder, `${what}-${randomUUID()}.log`);
};

/** Keeps what a program wrote, to be searched for secrets at the end of the run. */
export function keepWritten(what: 'app' | 'audit', text: string): void {
  const file = fileOf(what);
  if (file !== null) writeFileSync(file, text);
}

/** A server's log that is kept in the same way; nothing when nobody keeps it. */
export function keptLog(): { log?: ReturnType<typeof createLogger> } {
  const file = fileOf('server');
  if (file === null) return {};
  const write = (line: string): void => {
    appendFileSync(file, line);
  };
  return { log: createLogger('debug', { write }) };
}
