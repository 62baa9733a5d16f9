import { z } from 'zod';
import { grantSchema } from '../authorization/grant-management/contract.ts';
import { grantedDetailSchema, requestedDetailSchema } from '../authorization/details.ts';
import { accountsSchema, balanceSchema } from '../bank/api/contract/account.ts';
import { activitySchema } from '../bank/api/contract/activity.ts';
import { paymentDataSchema } from '../bank/api/contract/payment-data.ts';
import { apiProblemSchema } from '../bank/api/contract/problem.ts';
import { statementSchema } from '../bank/api/contract/statement.ts';
import { reportSchema, submissionSchema, type SubmissionService } from '../bank/api/contract/submission.ts';
import { accountSchema, permissionSchema } from '../contract/catalogue.ts';
import {
  certificateProofRequestSchema,
  certificateRequestSchema,
  commandRequestSchema,
  commandSchema,
} from '../contract/command.ts';
import { problemSchema } from '../contract/problem.ts';
import { linkSchema, linksPageSchema, receiptSchema, reductionRequestSchema } from '../contract/links.ts';
import { linksCommandRequestSchema, linksSnapshotSchema, linksStepSchema } from '../contract/links-session.ts';
import { replySchema } from '../contract/reply.ts';
import { snapshotSchema, stepSchema } from '../contract/snapshot.ts';
import type { JsonSchema } from './schemas.ts';

const refTo = (name: string): string => `#/components/schemas/${name}`;

/** Names in the document for what the server parses and answers with. */
const named = {
  Account: accountSchema,
  Permission: permissionSchema,
  Step: stepSchema,
  Snapshot: snapshotSchema,
  Reply: replySchema,
  Command: commandSchema,
  CommandRequest: commandRequestSchema,
  CertificateRequest: certificateRequestSchema,
  CertificateProofRequest: certificateProofRequestSchema,
  Problem: problemSchema.extend({ snapshot: snapshotSchema.optional() }),
  LinksStep: linksStepSchema,
  LinksSnapshot: linksSnapshotSchema,
  LinksCommandRequest: linksCommandRequestSchema,
  LinksProblem: problemSchema.extend({ snapshot: linksSnapshotSchema.optional() }),
  Link: linkSchema,
  LinksPage: linksPageSchema,
  ReductionRequest: reductionRequestSchema,
  Receipt: receiptSchema,
  Accounts: accountsSchema,
  Balance: balanceSchema,
  Statement: statementSchema,
  Activity: activitySchema,
  BulkTransferData: paymentDataSchema('bulk-transfer'),
  PayrollData: paymentDataSchema('payroll'),
  DirectDebitData: paymentDataSchema('direct-debit'),
  TaxPaymentData: paymentDataSchema('tax-payment'),
  Report: reportSchema,
  Submission: submissionSchema,
  ApiProblem: apiProblemSchema,
  Grant: grantSchema,
  RequestedAccess: requestedDetailSchema,
  GrantedAccess: grantedDetailSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;
export type SchemaName = keyof typeof named;

export const ref = (name: SchemaName): JsonSchema => ({ $ref: refTo(name) });

export const paymentDataName: Readonly<Record<SubmissionService, SchemaName>> = {
  'bulk-transfer': 'BulkTransferData',
  payroll: 'PayrollData',
  'direct-debit': 'DirectDebitData',
  'tax-payment': 'TaxPaymentData',
};

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1, made of the very schemas the server works with. */
export function componentSchemas(): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: refTo, io: 'output' });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema, $id, ...schema }]) => [name, schema as JsonSchema]),
  );
}
