import { z } from 'zod';
import { balanceSchema, accountsSchema } from '../../bank/api/contract/account.ts';
import { statementSchema, transactionSchema } from '../../bank/api/contract/statement.ts';
import { submissionSchema, type Submission, type SubmissionService } from '../../bank/api/contract/submission.ts';
import type { Account } from '../../contract/catalogue.ts';
import { authorizationType } from './asked.ts';
import { isReduced } from './ended.ts';
import type { OauthClient, Tokens } from './oauth-client.ts';

export type Entry = z.infer<typeof transactionSchema>;

const grantedSchema = z.object({
  type: z.literal(authorizationType),
  permissions: z.array(z.object({ service: z.string(), accounts: z.array(z.string()) })),
  until: z.string(),
});

export type ConnectedAccount = Account & {
  /** 業務 granted on it. */
  readonly services: readonly string[];
  /** `null`: not granted for this account. */
  readonly balance: number | null;
  readonly entries: readonly Entry[] | null;
};

export type Connected = {
  readonly tokens: Tokens;
  readonly services: readonly string[];
  readonly until: string | null;
  readonly accounts: readonly ConnectedAccount[];
  /** The customer has taken something out of the link since it was last read. */
  readonly narrowed: boolean;
};

const shownEntries = 5;
const detailed = 12;
const perPage = 20;
const charted = 60;

async function json<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  if (!response.ok) throw new Error(`the bank answered HTTP ${String(response.status)}`);
  return schema.parse(await response.json());
}

const pathOf = (account: string): string => `/resources/v1/accounts/${encodeURIComponent(account)}`;

const readBalance = async (client: OauthClient, tokens: Tokens, account: string): Promise<number> =>
  (await json(await client.read(tokens, `${pathOf(account)}/balance`), balanceSchema)).balance;

const readStatement = async (client: OauthClient, tokens: Tokens, account: string, query: Record<string, string>) =>
  json(
    await client.read(tokens, `${pathOf(account)}/transactions?${new URLSearchParams(query).toString()}`),
    statementSchema,
  );

/**
 * What a connected TPP shows: the granted accounts, and for the first dozen the balance and the newest entries as far as
 * they were granted. Asks for nothing that was not granted; what has been taken out of the link since then is left away.
 */
export async function readConnected(client: OauthClient, tokens: Tokens): Promise<Connected> {
  const granted = grantedSchema.safeParse(tokens.authorizationDetails[0]);
  const permissions = granted.success ? granted.data.permissions : [];
  const servicesOf = (account: string): readonly string[] =>
    permissions.filter((each) => each.accounts.includes(account)).map(({ service }) => service);

  const { accounts } = await json(await client.read(tokens, '/resources/v1/accounts'), accountsSchema);
  const shown: ConnectedAccount[] = [];
  let narrowed = false;
  for (const [index, account] of accounts.entries()) {
    const services = new Set(servicesOf(account.id));
    const ifGiven = async <T>(service: string, read: () => Promise<T>): Promise<T | null> => {
      if (index >= detailed || !services.has(service)) return null;
      try {
        return await read();
      } catch (error) {
        if (!(await isReduced(error))) throw error;
        services.delete(service);
        narrowed = true;
        return null;
      }
    };
    const balance = await ifGiven('balance', () => readBalance(client, tokens, account.id));
    const newest = { limit: String(shownEntries) };
    const statement = await ifGiven('transactions', () => readStatement(client, tokens, account.id, newest));
    shown.push({ ...account, services: [...services], balance, entries: statement?.transactions ?? null });
  }
  return {
    tokens,
    services: permissions
      .map(({ service }) => service)
      .filter((service) => shown.some(({ services }) => services.includes(service))),
    until: granted.success ? granted.data.until : null,
    accounts: shown,
    narrowed,
  };
}

/** One account with a page of its entries, read now. */
export type AccountDetail = {
  readonly account: ConnectedAccount;
  readonly balance: number | null;
  readonly page: {
    readonly entries: readonly Entry[];
    readonly next: string | null;
    readonly from: string;
    readonly to: string;
  } | null;
  /** Newest first, for the chart; `null` on later pages. */
  readonly recent: readonly Entry[] | null;
};

export async function readAccount(
  client: OauthClient,
  tokens: Tokens,
  account: ConnectedAccount,
  cursor: string | null,
): Promise<AccountDetail> {
  const may = (service: string): boolean => account.services.includes(service);
  const balance = may('balance') ? await readBalance(client, tokens, account.id) : null;
  if (!may('transactions')) return { account, balance, page: null, recent: null };
  const { transactions, next, from, to } = await readStatement(
    client,
    tokens,
    account.id,
    cursor === null ? { limit: String(perPage) } : { cursor },
  );
  const recent =
    cursor === null ? (await readStatement(client, tokens, account.id, { limit: String(charted) })).transactions : null;
  return { account, balance, page: { entries: transactions, next, from, to }, recent };
}

/** The bank did not take the data. The message is its report, row by row, as it was answered. */
export class DataRefused extends Error {}

/** 更新系: hands data in. Nothing moves until somebody approves it on the bank's own screens. Throws `DataRefused`. */
export async function submit(
  client: OauthClient,
  tokens: Tokens,
  { account, service, data, key }: { account: string; service: SubmissionService; data: unknown; key: string },
): Promise<Submission> {
  const headers = { 'idempotency-key': `"${key}"` };
  const response = await client.send(tokens, `${pathOf(account)}/${service}/submissions`, { json: data, headers });
  if (response.status === 422 || response.status === 400) throw new DataRefused(await response.text());
  return json(response, submissionSchema);
}
