import type { Words } from '../../contract/catalogue.ts';
import { overlaps, type Scope } from './scope.ts';
import type { Scenario } from './scenario.ts';

export type Placed = { readonly scenario: Scenario; readonly scope: Scope };

/** Why two scenarios cannot be on together; `null` when they can. */
export function conflictOf(one: Placed, other: Placed): Words | null {
  const [a, b] = [one.scenario, other.scenario];
  const named = a.excludes[b.id] ?? b.excludes[a.id];
  if (named !== undefined) return overlaps(one.scope, other.scope) ? named : null;
  const shared = a.holds.find((hold) => b.holds.includes(hold));
  if (shared === undefined || !overlaps(one.scope, other.scope)) return null;
  return {
    ja: `「${a.title.ja}」と「${b.title.ja}」は同じもの(${shared})を別の状態にするため、同時には起こりません。`,
    en: `"${a.title.en}" and "${b.title.en}" would put the same thing (${shared}) into different states.`,
  };
}
