import type { z } from 'zod';
import { certificateRequestSchema, commandRequestSchema, type CommandRequest } from '../../server/contract/command.ts';
import { problemSchema } from '../../server/contract/problem.ts';
import { replySchema } from '../../server/contract/reply.ts';
import { snapshotSchema, type Snapshot } from '../../server/contract/snapshot.ts';
import type { FailureCode } from '../contract/failure.ts';
import { NetworkError, type Http, type HttpAnswer, type HttpRequest } from './http.ts';
import { networkFailure } from './network-failure.ts';

/** The server's (or the network's) refusal, before it gets its words. */
export type Refusal = {
  readonly code: FailureCode;
  readonly reference: string | null;
  readonly triesLeft?: number;
  /** Set where the flow goes on after the refusal. */
  readonly snapshot: Snapshot | null;
};

export type Answer =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'resume'; readonly location: string }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** No answer came. */
export const isOffline = (answer: Answer): boolean =>
  answer.kind === 'refused' && answer.refusal.code === 'environment.offline';

const refused = (code: FailureCode): Answer => ({
  kind: 'refused',
  refusal: { code, reference: null, snapshot: null },
});

/** `null`: not JSON, or not what was expected. */
export function parseJson<S extends z.ZodType>(schema: S, body: string): z.output<S> | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null; // not JSON: the caller answers with a code of its own
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function readProblem(answer: HttpAnswer): Answer {
  const problem = parseJson(problemSchema, answer.body);
  if (problem === null) return refused('environment.server-error');
  const snapshot = snapshotSchema.safeParse(problem.snapshot);
  return {
    kind: 'refused',
    refusal: {
      code: problem.code,
      reference: problem.reference,
      ...(problem.triesLeft === undefined ? {} : { triesLeft: problem.triesLeft }),
      snapshot: snapshot.success ? snapshot.data : null,
    },
  };
}

/** Nothing the server says is believed before it has passed the contract's schemas. */
export function readAnswer(answer: HttpAnswer): Answer {
  if (answer.location !== null) return { kind: 'redirect', location: answer.location };
  if (answer.status >= 400) return readProblem(answer);
  return parseJson(replySchema, answer.body) ?? refused('environment.server-error');
}

async function ask(http: Http, request: HttpRequest): Promise<Answer> {
  try {
    return readAnswer(await http.send(request));
  } catch (error) {
    if (error instanceof NetworkError) return refused(networkFailure(error.message));
    throw error;
  }
}

export type AuthorizationRequest = { readonly clientId: string; readonly requestUri: string };

/** The six requests the app makes of the authorization server. */
export const serverClient = {
  authorize: (http: Http, issuer: string, request: AuthorizationRequest): Promise<Answer> => {
    const query = new URLSearchParams({ client_id: request.clientId, request_uri: request.requestUri });
    return ask(http, { method: 'GET', url: `${issuer}/authorize?${query.toString()}` });
  },
  interaction: (http: Http, issuer: string, uid: string): Promise<Answer> =>
    ask(http, { method: 'GET', url: `${issuer}/interaction/${uid}` }),
  command: (http: Http, issuer: string, uid: string, request: CommandRequest): Promise<Answer> =>
    ask(http, {
      method: 'POST',
      url: `${issuer}/interaction/${uid}/commands`,
      body: commandRequestSchema.parse(request),
    }),
  certificate: (http: Http, certificateOrigin: string, ticket: string): Promise<Answer> =>
    ask(http, {
      method: 'POST',
      url: `${certificateOrigin}/certificate`,
      body: certificateRequestSchema.parse({ ticket }),
    }),
  proof: (http: Http, issuer: string, uid: string, proof: string): Promise<Answer> =>
    ask(http, {
      method: 'POST',
      url: `${issuer}/interaction/${uid}/certificate-proof`,
      body: { proof },
    }),
  /** `location` was given by the server and must lead to the server. */
  resume: (http: Http, issuer: string, location: string): Promise<Answer> =>
    new URL(location).origin === issuer
      ? ask(http, { method: 'GET', url: location })
      : Promise.resolve(refused('environment.server-error')),
};
