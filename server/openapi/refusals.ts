import { accessTable, type AccessCode } from '../bank/api/refusal.ts';
import type { ProblemCode } from '../contract/problem.ts';
import { problemTable } from '../http/problem-table.ts';
import { ref } from './components.ts';
import type { Content, Response } from './operation.ts';
import type { JsonSchema } from './schemas.ts';

type Entry = { readonly status: number; readonly title: string };

const problem = (schema: JsonSchema): Content => ({ 'application/problem+json': { schema } });

function byStatus<C extends string>(
  codes: readonly C[],
  table: Readonly<Record<C, Entry>>,
  base: JsonSchema,
): Record<string, Response> {
  const statuses = [...new Set(codes.map((code) => table[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const here = codes.filter((code) => table[code].status === status);
      const description = here.map((code) => `\`${code}\`: ${table[code].title}.`).join(' ');
      const exactly = { properties: { code: { enum: here }, status: { const: status } } };
      return [String(status), { description, content: problem({ allOf: [base, exactly] }) }];
    }),
  );
}

/** What the server answers the app with when it says no. */
export const appRefusals = (): Record<string, Response> =>
  byStatus(Object.keys(problemTable) as ProblemCode[], problemTable, ref('Problem'));

/** Whatever is asked of the links API: the session, the app and the server come first. */
const linksAlways: readonly ProblemCode[] = [
  'authorization.timed-out',
  'login.emergency-stop',
  'login.not-permitted',
  'login.locked',
  'flow.not-allowed',
  'request.invalid',
  'request.too-many',
  'environment.app-too-old',
  'environment.server-error',
];

/** What the links API answers with: these codes and no others. */
export const linksRefusals = (more: readonly ProblemCode[] = []): Record<string, Response> =>
  byStatus([...new Set([...linksAlways, ...more])], problemTable, ref('LinksProblem'));

const challenge = {
  'WWW-Authenticate': {
    description: 'RFC 6750 §3, RFC 9449 §7.1 and RFC 9728 §5.1.',
    required: true,
    schema: { type: 'string' },
  },
};

/** What the APIs for TPPs answer with: these codes and no others. */
export function apiRefusals(codes: readonly AccessCode[]): Record<string, Response> {
  const found = byStatus(codes, accessTable, ref('ApiProblem'));
  const withChallenge = Object.entries(found).map(([status, response]): [string, Response] => [
    status,
    status === '401' ? { ...response, headers: challenge } : response,
  ]);
  return {
    ...Object.fromEntries(withChallenge),
    '500': byStatus(['environment.server-error'], problemTable, ref('Problem'))['500'] ?? { description: 'never' },
  };
}
