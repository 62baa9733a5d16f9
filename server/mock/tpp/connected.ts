import { z } from 'zod';
import { accountSchema } from '../../contract/catalogue.ts';
import { authorizationType, type OauthClient, type Tokens } from './oauth-client.ts';

const accountsSchema = z.object({ accounts: z.array(accountSchema) });
const balanceSchema = z.object({ balance: z.int() });
const transactionsSchema = z.object({
  transactions: z.array(
    z.object({
      id: z.string(),
      date: z.iso.date(),
      amount: z.int(),
      balance: z.int().optional(),
      description: z.string(),
      transferFrom: z.string().nullish(),
    }),
  ),
});
export type Entry = z.infer<typeof transactionsSchema>['transactions'][number];

const grantedSchema = z.object({
  type: z.literal(authorizationType),
  permissions: z.array(z.object({ service: z.string(), accounts: z.array(z.string()) })),
  until: z.string(),
});

export type ConnectedAccount = z.infer<typeof accountSchema> & {
  /** `null`: not granted for this account. */
  readonly balance: number | null;
  readonly entries: readonly Entry[] | null;
};

export type Connected = {
  readonly tokens: Tokens;
  readonly services: readonly string[];
  readonly until: string | null;
  readonly accounts: readonly ConnectedAccount[];
};

const shownEntries = 5;
const detailed = 12;

async function json<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  if (!response.ok) throw new Error(`the bank answered HTTP ${String(response.status)}`);
  return schema.parse(await response.json());
}

/**
 * What a connected TPP shows: the granted accounts, and for the first dozen the balance and the newest entries as far as
 * they were granted. Asks for nothing that was not granted.
 */
export async function readConnected(client: OauthClient, tokens: Tokens): Promise<Connected> {
  const granted = grantedSchema.safeParse(tokens.authorizationDetails[0]);
  const permissions = granted.success ? granted.data.permissions : [];
  const may = (service: string, account: string): boolean =>
    permissions.some((each) => each.service === service && each.accounts.includes(account));

  const { accounts } = await json(await client.read(tokens, '/resources/v1/accounts'), accountsSchema);
  const shown: ConnectedAccount[] = [];
  for (const [index, account] of accounts.entries()) {
    const path = `/resources/v1/accounts/${encodeURIComponent(account.id)}`;
    const detail = index < detailed;
    const balance =
      detail && may('balance', account.id)
        ? (await json(await client.read(tokens, `${path}/balance`), balanceSchema)).balance
        : null;
    const entries =
      detail && may('transactions', account.id)
        ? newest((await json(await client.read(tokens, `${path}/transactions`), transactionsSchema)).transactions)
        : null;
    shown.push({ ...account, balance, entries });
  }
  return {
    tokens,
    services: permissions.map((each) => each.service),
    until: granted.success ? granted.data.until : null,
    accounts: shown,
  };
}

function newest(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => b.date.localeCompare(a.date) || b.id.localeCompare(a.id)).slice(0, shownEntries);
}
