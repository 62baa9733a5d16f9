import type { z } from 'zod';
import type { Permission } from '../../server/contract/catalogue.ts';
import { certificateProofRequestSchema, certificateRequestSchema } from '../../server/contract/command.ts';
import {
  largestLinksPage,
  linkSchema,
  linksPageSchema,
  receiptSchema,
  reductionRequestSchema,
  type LinksPage,
  type LinkView,
  type Receipt,
} from '../../server/contract/links.ts';
import {
  linksCommandRequestSchema,
  linksSnapshotSchema,
  type LinksCommandRequest,
  type LinksSnapshot,
} from '../../server/contract/links-session.ts';
import { problemSchema } from '../../server/contract/problem.ts';
import { NetworkError, type Http, type HttpAnswer, type HttpRequest } from '../consent/http.ts';
import { networkFailure } from '../consent/network-failure.ts';
import { parseJson } from '../consent/server-client.ts';
import type { FailureCode } from '../contract/failure.ts';

export type LinksRefusal = {
  readonly code: FailureCode;
  readonly reference: string | null;
  readonly triesLeft?: number;
  /** Set where the session goes on after the refusal. */
  readonly snapshot: LinksSnapshot | null;
};

export type LinksAnswer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: LinksRefusal };

const refused = (code: FailureCode): { readonly ok: false; readonly refusal: LinksRefusal } => ({
  ok: false,
  refusal: { code, reference: null, snapshot: null },
});

function readRefusal({ body }: HttpAnswer): { readonly ok: false; readonly refusal: LinksRefusal } {
  const problem = parseJson(problemSchema, body);
  if (problem === null) return refused('environment.server-error');
  const { code, reference, triesLeft } = problem;
  const snapshot = linksSnapshotSchema.safeParse(problem.snapshot);
  return {
    ok: false,
    refusal: {
      code,
      reference,
      ...(triesLeft === undefined ? {} : { triesLeft }),
      snapshot: snapshot.success ? snapshot.data : null,
    },
  };
}

async function answered(http: Http, request: HttpRequest): Promise<HttpAnswer | LinksAnswer<never>> {
  try {
    const answer = await http.send(request);
    if (answer.status >= 400) return readRefusal(answer);
    return answer.location === null ? answer : refused('environment.server-error');
  } catch (error) {
    if (error instanceof NetworkError) return refused(networkFailure(error.message));
    throw error;
  }
}

/** Nothing the server says is believed before it has passed the contract's schemas. */
async function ask<S extends z.ZodType>(
  schema: S,
  http: Http,
  request: HttpRequest,
): Promise<LinksAnswer<z.output<S>>> {
  const answer = await answered(http, request);
  if ('ok' in answer) return answer;
  const value = parseJson(schema, answer.body);
  return value === null ? refused('environment.server-error') : { ok: true, value };
}

const path = (issuer: string, id: string): string => `${issuer}/links/${encodeURIComponent(id)}`;

/** The requests about links that the app makes of the authorization server. */
export const linksClient = {
  open: (http: Http, issuer: string): Promise<LinksAnswer<LinksSnapshot>> =>
    ask(linksSnapshotSchema, http, { method: 'POST', url: `${issuer}/links/sessions` }),
  session: (http: Http, issuer: string): Promise<LinksAnswer<LinksSnapshot>> =>
    ask(linksSnapshotSchema, http, { method: 'GET', url: `${issuer}/links/session` }),
  certificate: (http: Http, certificateOrigin: string, ticket: string): Promise<LinksAnswer<LinksSnapshot>> =>
    ask(linksSnapshotSchema, http, {
      method: 'POST',
      url: `${certificateOrigin}/certificate`,
      body: certificateRequestSchema.parse({ ticket }),
    }),
  proof: (http: Http, issuer: string, proof: string): Promise<LinksAnswer<LinksSnapshot>> =>
    ask(linksSnapshotSchema, http, {
      method: 'POST',
      url: `${issuer}/links/session/certificate-proof`,
      body: certificateProofRequestSchema.parse({ proof }),
    }),
  command: (http: Http, issuer: string, request: LinksCommandRequest): Promise<LinksAnswer<LinksSnapshot>> =>
    ask(linksSnapshotSchema, http, {
      method: 'POST',
      url: `${issuer}/links/session/commands`,
      body: linksCommandRequestSchema.parse(request),
    }),
  /** Ends the session at the server; its answer has no body. */
  close: async (http: Http, issuer: string, request: Omit<LinksCommandRequest, 'command'>): Promise<void> => {
    await answered(http, {
      method: 'POST',
      url: `${issuer}/links/session/commands`,
      body: linksCommandRequestSchema.parse({ ...request, command: { kind: 'close' } }),
    });
  },
  list: (http: Http, issuer: string, cursor: string | null): Promise<LinksAnswer<LinksPage>> => {
    const query = new URLSearchParams({ limit: String(largestLinksPage), ...(cursor === null ? {} : { cursor }) });
    return ask(linksPageSchema, http, { method: 'GET', url: `${issuer}/links?${query.toString()}` });
  },
  read: (http: Http, issuer: string, id: string): Promise<LinksAnswer<LinkView>> =>
    ask(linkSchema, http, { method: 'GET', url: path(issuer, id) }),
  revoke: (http: Http, issuer: string, id: string): Promise<LinksAnswer<LinkView>> =>
    ask(linkSchema, http, { method: 'POST', url: `${path(issuer, id)}/revocation` }),
  reduce: (http: Http, issuer: string, id: string, permissions: Permission[]): Promise<LinksAnswer<LinkView>> =>
    ask(linkSchema, http, {
      method: 'POST',
      url: `${path(issuer, id)}/reduction`,
      body: reductionRequestSchema.parse({ permissions }),
    }),
  receipt: (http: Http, issuer: string, id: string): Promise<LinksAnswer<Receipt>> =>
    ask(receiptSchema, http, { method: 'GET', url: `${path(issuer, id)}/receipt` }),
};
