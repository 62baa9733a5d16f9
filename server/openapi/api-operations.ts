import { largestPage } from '../bank/api/contract/page.ts';
import { submissionServices, type SubmissionService } from '../bank/api/contract/submission.ts';
import type { AccessCode } from '../bank/api/refusal.ts';
import { serviceRecord } from '../bank/catalogue.ts';
import type { ServiceId } from '../contract/catalogue.ts';
import { paymentDataName, ref } from './components.ts';
import { header, json, ok, pathParameter, type Operation, type Parameter } from './operation.ts';
import { apiRefusals } from './refusals.ts';

const prefix = '/resources/v1';
const account = pathParameter('id', 'The account’s identifier, as `/accounts` lists it.');
const security = [{ dpop: [] }, { mutualTls: [], bearer: [] }];

const token: readonly AccessCode[] = [
  'token.missing',
  'token.invalid',
  'token.proof-invalid',
  'token.certificate-mismatch',
];
const access: readonly AccessCode[] = [...token, 'access.ended', 'request.invalid'];
const onAccount: readonly AccessCode[] = [
  ...access,
  'access.service-not-granted',
  'access.account-not-granted',
  'access.no-longer-possible',
];
const inRange: readonly AccessCode[] = [
  ...onAccount,
  'range.reversed',
  'range.in-the-future',
  'range.too-early',
  'range.too-long',
  'cursor.invalid',
];

const query = (name: string, description: string, schema: Parameter['schema']): Parameter => ({
  name,
  in: 'query',
  description,
  required: false,
  schema,
});
const paging: readonly Parameter[] = [
  query('from', 'First day, Japan time.', { type: 'string', format: 'date' }),
  query('to', 'Last day, Japan time. Left out: today.', { type: 'string', format: 'date' }),
  query('limit', 'Entries of a page. Left out: 50.', { type: 'integer', minimum: 1, maximum: largestPage }),
  query('cursor', '`next` of the page before. Stands alone: range and page size are in it.', { type: 'string' }),
];

const tagOf = (service: ServiceId): string => serviceRecord(service).label.ja;
const inquiry = (service: ServiceId, more: Pick<Operation, 'operationId' | 'parameters' | 'responses'>): Operation => ({
  path: `${prefix}/accounts/{id}/${service}`,
  method: 'get',
  tags: [tagOf(service)],
  summary: serviceRecord(service).what.en,
  security,
  ...more,
});

/** 照会系. */
const inquiries: readonly Operation[] = [
  {
    path: `${prefix}/accounts`,
    method: 'get',
    operationId: 'listAccounts',
    tags: ['口座'],
    summary: 'The accounts the customer has allowed anything on',
    security,
    responses: { '200': ok(ref('Accounts'), 'The accounts.'), ...apiRefusals(access) },
  },
  inquiry('balance', {
    operationId: 'readBalance',
    parameters: [account],
    responses: { '200': ok(ref('Balance'), 'The balance now.'), ...apiRefusals(onAccount) },
  }),
  inquiry('transactions', {
    operationId: 'listTransactions',
    parameters: [account, ...paging],
    responses: { '200': ok(ref('Statement'), 'One page, newest first.'), ...apiRefusals(inRange) },
  }),
  inquiry('incoming-transfers', {
    operationId: 'listIncomingTransfers',
    parameters: [account, ...paging],
    responses: { '200': ok(ref('Statement'), 'One page, newest first.'), ...apiRefusals(inRange) },
  }),
  inquiry('activity', {
    operationId: 'listActivity',
    parameters: [account, ...paging],
    responses: { '200': ok(ref('Activity'), 'One page, newest first.'), ...apiRefusals(inRange) },
  }),
];

const camel = (service: SubmissionService): string =>
  service.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** 更新系. */
const submissions = submissionServices.flatMap((service): readonly Operation[] => {
  const path = `${prefix}/accounts/{id}/${service}/submissions`;
  const location = { description: 'Where its status is.', required: true, schema: { type: 'string' } };
  return [
    {
      path,
      method: 'post',
      operationId: `submit${camel(service)}`,
      tags: [tagOf(service)],
      summary: `${serviceRecord(service).label.en}: hand it in`,
      description:
        'Acceptance (受付): the data waits for approval on the bank’s own screens, nothing is carried out here. The same key with the same bytes is answered the same; data that is refused uses no key up.',
      parameters: [
        account,
        header('Idempotency-Key', 'One for each submission, with or without quotes.', true, {
          type: 'string',
          pattern: '^(?:"[A-Za-z0-9_.:-]{16,128}"|[A-Za-z0-9_.:-]{16,128})$',
        }),
      ],
      security,
      requestBody: { required: true, content: json(ref(paymentDataName[service])) },
      responses: {
        '201': { ...ok(ref('Submission'), 'Accepted.'), headers: { Location: location } },
        ...apiRefusals([
          ...onAccount,
          'request.not-json',
          'request.too-large',
          'submission.key-missing',
          'submission.key-reused',
          'submission.rows-refused',
        ]),
      },
    },
    {
      path: `${path}/{submission}`,
      method: 'get',
      operationId: `read${camel(service)}`,
      tags: [tagOf(service)],
      summary: `${serviceRecord(service).label.en}: how far it has come`,
      parameters: [account, pathParameter('submission', 'Its identifier.')],
      security,
      responses: {
        '200': ok(ref('Submission'), 'The submission.'),
        ...apiRefusals([...onAccount, 'request.not-found']),
      },
    },
  ];
});

const grant = pathParameter('grant', 'The `grant_id` of the token response.');
const grantCodes: readonly AccessCode[] = [
  ...token,
  'access.scope-missing',
  'grant.not-yours',
  'grant.not-found',
  'request.invalid',
];

/** Grant Management for OAuth 2.0 §6. */
const grants: readonly Operation[] = [
  {
    path: '/grants/{grant}',
    method: 'get',
    operationId: 'queryGrant',
    tags: ['連携'],
    summary: 'What the customer allows now',
    description: 'With a token of the client credentials grant and the scope `grant_management_query`.',
    parameters: [grant],
    security,
    responses: { '200': ok(ref('Grant'), 'The grant.'), ...apiRefusals(grantCodes) },
  },
  {
    path: '/grants/{grant}',
    method: 'delete',
    operationId: 'revokeGrant',
    tags: ['連携'],
    summary: 'Ends the link and everything that was issued under it, at once',
    description: 'With a token of the client credentials grant and the scope `grant_management_revoke`.',
    parameters: [grant],
    security,
    responses: { '204': { description: 'Ended.' }, ...apiRefusals(grantCodes) },
  },
];

export const apiOperations: readonly Operation[] = [...inquiries, ...submissions, ...grants];
