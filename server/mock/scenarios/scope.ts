import { z } from 'zod';

/** Whom a scenario concerns; `null`: everybody. */
export const scopeSchema = z.strictObject({
  personas: z.array(z.string().max(64)).min(1).max(100).nullable().default(null),
  tpps: z.array(z.string().max(64)).min(1).max(100).nullable().default(null),
});
export type Scope = z.infer<typeof scopeSchema>;
export type ScopeKind = keyof Scope;

export const everybody: Scope = { personas: null, tpps: null };

const overlapOf = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one === null || other === null || one.some((id) => other.includes(id));

/** Whether there can be a flow that both concern. */
export const overlaps = (one: Scope, other: Scope): boolean =>
  overlapOf(one.personas, other.personas) && overlapOf(one.tpps, other.tpps);

/** What is not known yet (`null`) is in no scope that names somebody. */
export const concerns = (
  scope: Scope,
  who: { readonly persona: string | null; readonly tpp: string | null },
): boolean =>
  (scope.personas === null || (who.persona !== null && scope.personas.includes(who.persona))) &&
  (scope.tpps === null || (who.tpp !== null && scope.tpps.includes(who.tpp)));

export const inScope = (ids: readonly string[] | null, all: readonly string[]): readonly string[] => ids ?? all;
