import { parseArgs } from 'node:util';
import { unlockMember, type Unlocker, type UnlockRefusal } from '../bank/unlock.ts';
import { atPlace } from './place.ts';
import { Misused } from './usage.ts';

const reasons: Readonly<Record<UnlockRefusal, string>> = {
  'unknown-member': 'there is no such member',
  'not-entitled': 'that is no admin of the same contract, or one who may not log in',
  'branch-only': 'an admin is unlocked by the branch: --by branch:NAME',
};

const mockTries = 6;

function unlockerOf(text: string): Unlocker {
  const officer = /^branch:(.{1,100})$/u.exec(text)?.[1];
  return officer === undefined ? { kind: 'admin', id: text } : { kind: 'branch', officer };
}

/** `unlock MEMBER --by ADMIN` or `--by branch:NAME`. Exits with 1 when whoever it is may not do this. */
export async function unlockCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: 'string' }, by: { type: 'string' } },
    allowPositionals: true,
  });
  const [member, ...more] = positionals;
  const { by } = values;
  if (member === undefined || by === undefined || more.length > 0) throw new Misused('unlock MEMBER --by WHO');
  const done = await atPlace(values.config, ({ database, audit, settings }) =>
    unlockMember({ database, audit, tries: settings?.password.tries ?? mockTries }, member, unlockerOf(by)),
  );
  if (!done.ok) {
    process.stderr.write(`unlock: ${member} stays as it is: ${reasons[done.reason]}\n`);
    return 1;
  }
  process.stdout.write(
    `unlock: ${member} ${done.wasLocked ? 'is unlocked' : 'was not locked; the count begins anew'}\n`,
  );
  return 0;
}
