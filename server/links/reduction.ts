import type { Permission } from '../contract/catalogue.ts';
import type { ProblemCode } from '../contract/problem.ts';

export type Reduced =
  | { readonly ok: true; readonly permissions: readonly Permission[] }
  | { readonly ok: false; readonly code: Extract<ProblemCode, 'request.invalid' | 'authorization.nothing-selected'> };

const size = (permissions: readonly Permission[]): number =>
  permissions.reduce((sum, { accounts }) => sum + accounts.length, 0);

/** What is left of a link when only `wanted` is to stay: part of what stands, in its order, and less than all of it. Pure. */
export function reduction(standing: readonly Permission[], wanted: readonly Permission[]): Reduced {
  if (wanted.length === 0) return { ok: false, code: 'authorization.nothing-selected' };
  const invalid = { ok: false, code: 'request.invalid' } as const;
  if (new Set(wanted.map(({ service }) => service)).size !== wanted.length) return invalid;
  for (const { service, accounts } of wanted) {
    const allowed = new Set(standing.find((permission) => permission.service === service)?.accounts);
    if (new Set(accounts).size !== accounts.length || !accounts.every((account) => allowed.has(account)))
      return invalid;
  }
  const permissions = standing.flatMap(({ service, accounts }) => {
    const kept = new Set(wanted.find((permission) => permission.service === service)?.accounts);
    const left = accounts.filter((account) => kept.has(account));
    return left.length === 0 ? [] : [{ service, accounts: left }];
  });
  return size(permissions) < size(standing) ? { ok: true, permissions } : invalid;
}
