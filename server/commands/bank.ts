import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { AuditEvent } from '../audit/events.ts';
import { saveBankSetting, serviceHoursSchema } from '../bank/settings.ts';
import { findTpp, suspendTpp } from '../bank/tpps.ts';
import { systemClock } from '../clock.ts';
import { parseJson } from '../standalone/parse-json.ts';
import { importBank } from './bank-import.ts';
import { atPlace, type Place } from './place.ts';
import { Misused } from './usage.ts';

type Change = (database: Place['database']) => Promise<void>;

/** Who is at the keyboard is known to the machine, not to us: the trail says that it was somebody who runs the server. */
const actor = 'bank:operator';

/** Changes something and writes it down, both or neither. */
async function change(config: string | undefined, event: AuditEvent, make: Change, done: string): Promise<number> {
  await atPlace(config, ({ database, audit }) =>
    database.transaction().execute(async (transaction) => {
      await make(transaction);
      await audit.record(event, transaction);
    }),
  );
  process.stdout.write(`bank: ${done}\n`);
  return 0;
}

/** 緊急停止: every login is refused at once, on every node. */
const stop = (config: string | undefined, stopped: boolean): Promise<number> =>
  change(
    config,
    { kind: 'service.stopped', actor, subject: 'configuration:emergency-stop', data: { stopped } },
    (database) => saveBankSetting(database, systemClock, 'emergency-stop', { stopped }),
    stopped ? 'nobody can log in until `bank resume`' : 'customers can log in',
  );

async function hours(config: string | undefined, path: string): Promise<number> {
  const text = path === 'always' ? 'null' : await readFile(path, 'utf8');
  const value = serviceHoursSchema.nullable().parse(parseJson(text));
  const sha256 = createHash('sha256').update(text).digest('hex');
  return change(
    config,
    { kind: 'service.hours', actor, subject: 'configuration:service-hours', data: { sha256 } },
    (database) => saveBankSetting(database, systemClock, 'service-hours', value),
    value === null ? 'open at all hours' : 'the service hours are changed',
  );
}

const suspend = (config: string | undefined, clientId: string, suspended: boolean): Promise<number> =>
  change(
    config,
    { kind: 'tpp.suspended', actor, subject: `tpp:${clientId}`, data: { suspended } },
    async (database) => {
      if ((await findTpp(database, clientId)) === undefined) throw new Error(`there is no provider ${clientId}`);
      await suspendTpp(database, clientId, suspended);
    },
    `${clientId} is ${suspended ? 'suspended' : 'admitted'}`,
  );

/** `bank …`: what somebody at the bank does to a server, running or not. */
export async function bankCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: 'string' } },
    allowPositionals: true,
  });
  const { config } = values;
  const [what = '', of, ...more] = positionals;
  if (more.length > 0) throw new Misused(`bank ${what} takes one thing only`);
  if (of === undefined && what === 'stop') return stop(config, true);
  if (of === undefined && what === 'resume') return stop(config, false);
  if (of !== undefined && what === 'import') return importBank(config, of);
  if (of !== undefined && what === 'hours') return hours(config, of);
  if (of !== undefined && what === 'suspend') return suspend(config, of, true);
  if (of !== undefined && what === 'admit') return suspend(config, of, false);
  throw new Misused('bank import FILE, bank stop, bank resume, bank hours FILE, bank suspend ID, bank admit ID');
}
