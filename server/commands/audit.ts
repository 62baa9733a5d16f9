import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readTrail } from '../audit/read-trail.ts';
import { verifyTrail, type Anchor } from '../audit/verify.ts';
import { atPlace } from './place.ts';
import { Misused } from './usage.ts';

function anchorOf(text: string): Anchor {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) throw new Misused(`${text} is not NUMBER:HASH`);
  return { sequence: Number(sequence), hash };
}

/** `audit verify`: 0 when every row is what it was, otherwise 1 and the first one that is not. */
async function verify(config: string | undefined, anchors: readonly Anchor[]): Promise<number> {
  const verdict = await atPlace(config, ({ database }) => verifyTrail(database, anchors));
  if (!verdict.ok) {
    process.stdout.write(`audit: BROKEN at row ${verdict.sequence}: it ${verdict.fault}\n`);
    return 1;
  }
  const { rows, head } = verdict;
  process.stdout.write(`audit: ${rows} rows, unbroken; keep this elsewhere: --anchor ${head.sequence}:${head.hash}\n`);
  return 0;
}

/** `audit export`: everything after a row, for archives and for who looks into something. */
async function exportTrail(config: string | undefined, after: number): Promise<number> {
  await atPlace(config, async ({ database }) => {
    for await (const { data, at, ...entry } of readTrail(database, after)) {
      const line = { ...entry, at: new Date(at).toISOString(), data: z.json().parse(JSON.parse(data)) };
      if (!process.stdout.write(`${JSON.stringify(line)}\n`)) {
        await new Promise((resolve) => process.stdout.once('drain', resolve));
      }
    }
  });
  return 0;
}

export async function auditCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      anchor: { type: 'string', multiple: true, default: [] },
      after: { type: 'string', default: '0' },
    },
  });
  switch (positionals.join(' ')) {
    case 'verify':
      return verify(values.config, values.anchor.map(anchorOf));
    case 'export':
      if (!/^\d{1,15}$/.test(values.after)) throw new Misused('--after is the number of a row');
      return exportTrail(values.config, Number(values.after));
    default:
      throw new Misused('audit verify, or audit export');
  }
}
