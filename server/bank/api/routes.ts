import Router from '@koa/router';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { publicAccount } from '../accounts.ts';
import { readStatement } from '../statement.ts';
import { answerAccessRefusals } from './answer-refusals.ts';
import { authorize, type ApiDeps } from './access.ts';
import type { accountsSchema, balanceSchema } from './contract/account.ts';
import type { statementSchema } from './contract/statement.ts';
import { page } from './page.ts';
import { AccessRefusal } from './refusal.ts';
import { resourceMetadataUrl } from './resource-metadata.ts';
import { submissionRoutes } from './submission-routes.ts';

const prefix = '/resources/v1';

/** Everything there is, for whoever comes with another method. */
const readable = /^\/resources\/v1\/accounts(?:\/[^/]+\/(?:balance|transactions|incoming-transfers|activity))?$/;
const readableSubmission = /^\/resources\/v1\/accounts\/[^/]+\/[^/]+\/submissions\/[^/]+$/;
const writable = /^\/resources\/v1\/accounts\/[^/]+\/[^/]+\/submissions$/;

/** The bank's data for TPPs, and what they may hand in: each as far as it was granted. */
export function resourceRoutes(deps: ApiDeps, log: Logger): Router {
  const router = new Router();
  router.use(prefix, answerAccessRefusals(log, resourceMetadataUrl(deps.config.issuer)));

  router.get(`${prefix}/accounts`, async (context) => {
    const { accounts } = await authorize(deps, context);
    context.body = { accounts: accounts.map(publicAccount) } satisfies z.infer<typeof accountsSchema>;
  });

  router.get(`${prefix}/accounts/:id/balance`, async (context) => {
    const account = (await authorize(deps, context)).account('balance', context.params['id']);
    context.body = {
      account: account.id,
      balance: account.balance,
      currency: 'JPY',
      asOf: deps.clock.now().toISOString(),
    } satisfies z.infer<typeof balanceSchema>;
  });

  router.get(`${prefix}/accounts/:id/transactions`, async (context) => {
    context.body = await statement(deps, context, context.params['id'], 'transactions');
  });

  router.get(`${prefix}/accounts/:id/incoming-transfers`, async (context) => {
    context.body = await statement(deps, context, context.params['id'], 'incoming-transfers');
  });

  submissionRoutes(router, prefix, deps);

  router.all(`${prefix}/{*rest}`, (context) => {
    const allow = readable.test(context.path) || readableSubmission.test(context.path) ? 'GET, HEAD' : undefined;
    const other = writable.test(context.path) ? 'POST' : allow;
    if (other === undefined) throw new AccessRefusal('request.not-found');
    context.set('allow', other);
    throw new AccessRefusal('request.method-not-allowed');
  });
  return router;
}

/** 入出金明細照会 and 振込入金明細照会. */
async function statement(
  deps: ApiDeps,
  context: Context,
  account: string | undefined,
  service: 'transactions' | 'incoming-transfers',
): Promise<z.infer<typeof statementSchema>> {
  const access = await authorize(deps, context);
  const { id: accountId } = access.account(service, account);
  const { rows, ...about } = await page(deps, context, access, { account: accountId, list: service }, (request) =>
    readStatement(deps.database, { accountId, ...request, transfersOnly: service === 'incoming-transfers' }),
  );
  return {
    ...about,
    transactions: rows.map(({ id, date, amount, balance, description, transferFrom }) => ({
      id,
      date,
      amount,
      balance,
      description,
      transferFrom,
    })),
  };
}
