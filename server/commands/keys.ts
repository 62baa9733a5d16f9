import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { rotateAndRecord } from '../keys/rotation.ts';
import { scheduleOf, standardSchedule } from '../keys/schedule.ts';
import { createLogger } from '../operations/logger.ts';
import { atPlace } from './place.ts';
import { Misused } from './usage.ts';

/** `keys rotate`: what a running server does by itself on schedule. */
export async function keysCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: 'string' }, force: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (positionals.join(' ') !== 'rotate') throw new Misused('keys rotate');
  const { config, force } = values;
  const steps = await atPlace(config, async ({ database, audit, box, settings }) => {
    const days = settings?.keyRotationDays;
    const schedule = days === undefined ? standardSchedule : scheduleOf(days);
    const log = createLogger('silent');
    return rotateAndRecord({ database, box: await box(), clock: systemClock, schedule, force, audit, log });
  });
  for (const { what: done, purpose, generation } of steps) {
    process.stdout.write(`keys: ${purpose} ${generation}: ${done}\n`);
  }
  if (steps.length === 0) process.stdout.write('keys: nothing is due\n');
  return 0;
}
