import Router from '@koa/router';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import { z } from 'zod';
import { publicAccount } from '../accounts.ts';
import { readCursor, readStatement } from '../statement.ts';
import { answerAccessRefusals } from './answer-refusals.ts';
import { authorize, type ApiDeps } from './access.ts';
import { AccessRefusal } from './refusal.ts';

const prefix = '/resources/v1';

const statementQuerySchema = z.strictObject({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: z
    .string()
    .max(400)
    .refine((text) => readCursor(text) !== undefined)
    .optional(),
});

/** The bank's data for TPPs: accounts, balance, transactions, incoming transfers. Each as far as it was granted. */
export function resourceRoutes(deps: ApiDeps, log: Logger): Router {
  const router = new Router();
  router.use(prefix, answerAccessRefusals(log));

  router.get(`${prefix}/accounts`, async (context) => {
    const { accounts } = await authorize(deps, context);
    context.body = { accounts: accounts.map(publicAccount) };
  });

  router.get(`${prefix}/accounts/:id/balance`, async (context) => {
    const account = (await authorize(deps, context)).account('balance', context.params['id']);
    context.body = {
      account: account.id,
      balance: account.balance,
      currency: 'JPY',
      asOf: deps.clock.now().toISOString(),
    };
  });

  router.get(`${prefix}/accounts/:id/transactions`, async (context) => {
    const account = (await authorize(deps, context)).account('transactions', context.params['id']);
    context.body = await statement(deps, context, account.id, false);
  });

  router.get(`${prefix}/accounts/:id/incoming-transfers`, async (context) => {
    const account = (await authorize(deps, context)).account('incoming-transfers', context.params['id']);
    context.body = await statement(deps, context, account.id, true);
  });

  router.all(`${prefix}/{*rest}`, () => {
    throw new AccessRefusal('request.not-found');
  });
  return router;
}

async function statement({ database }: ApiDeps, context: Context, accountId: string, transfersOnly: boolean) {
  const query = statementQuerySchema.safeParse(context.query);
  if (!query.success) throw new AccessRefusal('request.invalid', 'from, to and cursor');
  const { from, to, cursor } = query.data;
  const { transactions, next } = await readStatement(database, { accountId, from, to, cursor, transfersOnly });
  return {
    transactions: transactions.map(({ id, date, amount, balance, description, transferFrom }) => ({
      id,
      date,
      amount,
      balance,
      description,
      transferFrom,
    })),
    next,
  };
}
