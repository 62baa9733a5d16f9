import type { Scenario, ScenarioScope } from '../../src-main/contract/tester.ts';

/** For whom a scenario is to be switched on. */
export type ForWhom = {
  readonly person: 'everybody' | 'chosen';
  /** `null`: all of them. */
  readonly tpp: string | null;
};

export const forEverybody: ForWhom = { person: 'everybody', tpp: null };

/** A provider that is there no more, since the files were read again, limits nothing. */
export const stillThere = (whom: ForWhom, tpps: readonly { readonly clientId: string }[]): ForWhom =>
  tpps.some(({ clientId }) => clientId === whom.tpp) ? whom : { ...whom, tpp: null };

/** `chosen`: the person selected in the panel. */
export const scopeOf = (scenario: Pick<Scenario, 'scope'>, whom: ForWhom, chosen: string | null): ScenarioScope => ({
  personas: scenario.scope.includes('personas') && whom.person === 'chosen' && chosen !== null ? [chosen] : null,
  tpps: scenario.scope.includes('tpps') && whom.tpp !== null ? [whom.tpp] : null,
});

const overlap = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one === null || other === null || one.some((id) => other.includes(id));

/** Whether there can be a flow that both concern, as the switchboard judges it. */
export const overlaps = (one: ScenarioScope, other: ScenarioScope): boolean =>
  overlap(one.personas, other.personas) && overlap(one.tpps, other.tpps);

/** The scenario that is on and rules this one out, with the reason; `null`: nothing does. */
export function ruledOut(
  scenario: Pick<Scenario, 'excludes'>,
  scope: ScenarioScope,
  all: readonly Scenario[],
): Scenario['excludes'][number] | null {
  return (
    scenario.excludes.find(({ id }) => {
      const active = all.find((other) => other.id === id)?.active ?? null;
      return active !== null && overlaps(scope, active.scope);
    }) ?? null
  );
}

/** Before the certificate, and at the provider's own requests, nobody knows whose flow it is. */
const withoutPerson: readonly string[] = ['par', 'launch', 'authorize', 'return', 'token', 'resources'];
/** These requests do not say for which provider they are. */
const withoutTpp: readonly string[] = ['hello', 'resources'];

/** The points among those chosen at which a scenario for one person, or for one provider, never happens. */
export const outOfReach = (points: readonly string[], { personas, tpps }: ScenarioScope): readonly string[] =>
  points.filter(
    (point) => (personas !== null && withoutPerson.includes(point)) || (tpps !== null && withoutTpp.includes(point)),
  );
