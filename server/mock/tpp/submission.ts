import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { lastDay } from '../../links/term.ts';
import { show } from './answer.ts';
import { DataRefused, submit, type ConnectedAccount } from './connected.ts';
import type { FreshTokens } from './fresh-tokens.ts';
import type { OauthClient } from './oauth-client.ts';
import { submitPage, type SubmitPage } from './pages/submit-page.ts';
import type { RegisteredTpp } from './registered.ts';
import type { BrowserSession } from './sessions.ts';

const formSchema = z.object({
  key: z.uuid(),
  name: z.string().min(1).max(60),
  amount: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
  day: z.iso.date(),
});

export type SubmissionParts = {
  readonly tpp: RegisteredTpp;
  readonly client: OauthClient;
  readonly fresh: FreshTokens;
  readonly clock: Clock;
};

export function showForm(
  { tpp, clock }: SubmissionParts,
  ctx: Context,
  session: BrowserSession,
  account: ConnectedAccount,
  result: SubmitPage['result'] = null,
): void {
  const day = businessDay(lastDay(clock.now(), 7));
  const isRefused = result !== null && 'refused' in result;
  show(ctx, submitPage({ tpp, session, account, key: randomUUID(), day, result }), isRefused ? 400 : 200);
}

/** That day or the Monday after it: a bank takes no data for a weekend. */
function businessDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const closed = { 0: 1, 6: 2 }[date.getUTCDay()] ?? 0;
  date.setUTCDate(date.getUTCDate() + closed);
  return date.toISOString().slice(0, 10);
}

/** Hands in one row as the form has it. */
export async function handIn(
  parts: SubmissionParts,
  ctx: Context,
  session: BrowserSession,
  account: ConnectedAccount,
  form: URLSearchParams,
): Promise<void> {
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    showForm(parts, ctx, session, account, { refused: z.prettifyError(parsed.error) });
    return;
  }
  const { key, name, amount, day } = parsed.data;
  const payee = { bankCode: '0001', branchCode: '001', accountType: 'ordinary', accountNumber: '1234567', name };
  const data = { requestedOn: day, control: { rows: 1, total: amount }, rows: [{ payee, amount }] };
  try {
    const result = await parts.fresh.using(session, (tokens) =>
      submit(parts.client, tokens, { account: account.id, service: 'bulk-transfer', data, key }),
    );
    showForm(parts, ctx, session, account, result);
  } catch (error) {
    if (!(error instanceof DataRefused)) throw error;
    showForm(parts, ctx, session, account, { refused: error.message });
  }
}
