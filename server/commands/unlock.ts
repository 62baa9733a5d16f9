import { parseArgs } from 'node:util';
import { unlockAccount } from '../bank/unlock-account.ts';
import { unlockMember, type Unlocker, type UnlockRefusal } from '../bank/unlock.ts';
import { atPlace } from './place.ts';
import { Misused } from './usage.ts';

const reasons: Readonly<Record<UnlockRefusal | 'unknown-account', string>> = {
  'unknown-member': 'there is no such member',
  'unknown-account': 'there is no such account; it is named by its identifier, not by its number',
  'not-entitled': 'that is no admin of the same contract, or one who may not log in',
  'branch-only': 'an admin is unlocked by the branch: --by branch:NAME',
};

const mockTries = { password: 6, pin: 3 } as const;
const howTo = 'unlock MEMBER --by WHO, or unlock account ID --by branch:NAME';

const officerOf = (text: string): string | undefined => /^branch:(.{1,100})$/u.exec(text)?.[1];

function unlockerOf(text: string): Unlocker {
  const officer = officerOf(text);
  return officer === undefined ? { kind: 'admin', id: text } : { kind: 'branch', officer };
}

/**
 * `unlock MEMBER --by ADMIN`, `unlock MEMBER --by branch:NAME`: his password. `unlock account ID --by branch:NAME`: the account's
 * 照会用暗証番号. Exits with 1 when whoever it is may not do this.
 */
export async function unlockCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { config: { type: 'string' }, by: { type: 'string' } },
    allowPositionals: true,
  });
  const [first, second, ...more] = positionals;
  const { by, config } = values;
  if (first === undefined || by === undefined || more.length > 0) throw new Misused(howTo);
  if (second === undefined)
    return tell(
      first,
      await atPlace(config, ({ database, audit, settings }) => {
        const tries = settings?.password.tries ?? mockTries.password;
        return unlockMember({ database, audit, tries }, first, unlockerOf(by));
      }),
    );
  const officer = officerOf(by);
  if (first !== 'account' || officer === undefined) throw new Misused(howTo);
  return tell(
    second,
    await atPlace(config, ({ database, audit, settings }) => {
      const tries = settings?.pin.tries ?? mockTries.pin;
      return unlockAccount({ database, audit, tries }, second, officer);
    }),
  );
}

type Done =
  { readonly ok: true; readonly wasLocked: boolean } | { readonly ok: false; readonly reason: keyof typeof reasons };

function tell(what: string, done: Done): number {
  if (!done.ok) {
    process.stderr.write(`unlock: ${what} stays as it is: ${reasons[done.reason]}\n`);
    return 1;
  }
  process.stdout.write(`unlock: ${what} ${done.wasLocked ? 'is unlocked' : 'was not locked; the count begins anew'}\n`);
  return 0;
}
