import { z } from 'zod';
import { memberAccounts } from '../../../bank/accounts.ts';
import type { AccountRecord } from '../../../bank/records.ts';
import { hashSecret } from '../../../bank/secret-hash.ts';
import { inScope } from '../scope.ts';
import { defineScenario, type Activation } from '../scenario.ts';

/** Last three digits of the accounts that are meant; left out: all of the person's. */
const accountsParameter = z
  .array(z.string().regex(/^\d{3}$/))
  .min(1)
  .max(500)
  .nullable()
  .default(null)
  .describe('Last three digits of the accounts; null: all of them');

type OfAccounts = { readonly accounts: readonly string[] | null };

async function chosen({ stage, scope, parameters }: Activation<OfAccounts>): Promise<readonly AccountRecord[]> {
  const people = inScope(
    scope.personas,
    stage.personas().map(({ id }) => id),
  );
  const found = new Map<string, AccountRecord>();
  for (const id of people) {
    for (const account of await memberAccounts(stage.database, id)) {
      if (parameters.accounts === null || parameters.accounts.includes(account.last3)) found.set(account.id, account);
    }
  }
  return [...found.values()];
}

const pinWrong = defineScenario({
  id: 'pin-wrong',
  title: { ja: '照会用暗証番号が違う', en: 'Wrong inquiry PIN' },
  what: {
    ja: '未登録の口座の届出番号を別のものに変えます。いつもの番号が「違います」と断られます。',
    en: 'The number on file for accounts not yet registered is changed, so the usual one is refused.',
  },
  codes: ['pin.wrong'],
  holds: ['pins'],
  scope: ['personas'],
  parameters: z.strictObject({ accounts: accountsParameter, triesLeft: z.int().min(1).max(20).default(3) }),
  async start(activation) {
    const { stage, journal, parameters } = activation;
    const pin_hash = await hashSecret('届出なし');
    const pin_failures = Math.max(0, stage.tries.pin - parameters.triesLeft);
    for (const { id, pinHash, pinRegisteredAt } of await chosen(activation))
      if (pinHash !== null && pinRegisteredAt === null)
        await journal.update('accounts', { id }, { pin_hash, pin_failures });
    return {};
  },
});

const pinLocked = defineScenario({
  id: 'pin-locked',
  title: { ja: '照会用暗証番号がロックされている', en: 'Inquiry PIN locked' },
  what: {
    ja: '未登録の口座を、誤りが上限に達した状態にします。手順2で選べず、手順3の途中なら登録が断られます。',
    en: 'Accounts not yet registered have used up their tries: not offered in step 2; in step 3 registering is refused.',
  },
  codes: ['pin.locked'],
  holds: ['pins'],
  scope: ['personas'],
  parameters: z.strictObject({ accounts: accountsParameter }),
  async start(activation) {
    const pin_failures = activation.stage.tries.pin;
    for (const { id, pinRegisteredAt } of await chosen(activation))
      if (pinRegisteredAt === null) await activation.journal.update('accounts', { id }, { pin_failures });
    return {};
  },
});

const pinNoneOnFile = defineScenario({
  id: 'pin-none-on-file',
  title: { ja: '照会用暗証番号の届出がない', en: 'No inquiry PIN on file' },
  what: {
    ja: '届出のない口座にします。ほかに使える口座がなければ手順2で止まります。',
    en: 'No number is on file. Where no other account can be used, step 2 cannot be left.',
  },
  codes: ['pin.none-on-file'],
  holds: ['pins'],
  scope: ['personas'],
  parameters: z.strictObject({ accounts: accountsParameter }),
  async start(activation) {
    for (const { id } of await chosen(activation))
      await activation.journal.update('accounts', { id }, { pin_hash: null, pin_registered_at: null, pin_failures: 0 });
    return {};
  },
});

const pinsRegistered = defineScenario({
  id: 'pins-all-registered',
  title: { ja: 'すべての口座が登録済み', en: 'All inquiry PINs registered' },
  what: {
    ja: 'すべての照会用口座を登録済みにします。手順3と4は出ません。',
    en: 'Every account is registered: steps 3 and 4 are not shown.',
  },
  codes: [],
  holds: ['pins'],
  scope: ['personas'],
  parameters: z.strictObject({ accounts: accountsParameter }),
  async start(activation) {
    const pin_registered_at = activation.stage.clock.now().toISOString();
    for (const { id, pinRegisteredAt } of await chosen(activation))
      if (pinRegisteredAt === null)
        await activation.journal.update('accounts', { id }, { pin_registered_at, pin_failures: 0 });
    return {};
  },
});

const accountClosed = defineScenario({
  id: 'account-not-eligible',
  title: { ja: '口座が対象外', en: 'Account not eligible' },
  what: {
    ja: '口座を解約済みにします。手順2で選べません。選んでいる最中に入れると、次へ進むときに断られます。',
    en: 'Accounts are closed: not offered in step 2. Switched on while the customer chooses, the choice is refused.',
  },
  codes: ['pin.account-not-eligible'],
  holds: ['account-closed'],
  scope: ['personas'],
  parameters: z.strictObject({ accounts: accountsParameter }),
  async start(activation) {
    for (const { id } of await chosen(activation)) await activation.journal.update('accounts', { id }, { closed: 1 });
    return {};
  },
});

export const pinScenarios = [pinWrong, pinLocked, pinNoneOnFile, pinsRegistered, accountClosed];
