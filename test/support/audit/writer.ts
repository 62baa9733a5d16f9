import { createAudit } from '../../../server/audit/audit.ts';
import { systemClock } from '../../../server/clock.ts';
import { createLogger } from '../../../server/operations/logger.ts';
import { openDatabase } from '../../../server/storage/database.ts';

/** A process of its own that appends `count` events at once: `writer.ts LOCATION NAME COUNT`. Starts when it is told to. */
const [location = '', name = '', count = '0'] = process.argv.slice(2);
const database = await openDatabase(location);
const audit = createAudit({ database, clock: systemClock, log: createLogger('silent') });
const told = new Promise((resolve) => process.once('message', resolve));
process.send?.('ready');
await told;
await Promise.all(
  Array.from({ length: Number(count) }, (_, index) =>
    audit.record({ kind: 'pin.locked', actor: `member:${name}`, subject: `flow:${index}`, data: { account: 'a' } }),
  ),
);
await database.destroy();
process.disconnect();
