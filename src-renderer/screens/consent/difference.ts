import type { StepOf } from '../../bridge/view-types.ts';

type Consent = StepOf<'consent'>;
type Service = Consent['services'][number];
type Account = Consent['accounts'][number];

/** One 業務 and the accounts that are added to it, taken from it, or stay. */
export type Change = {
  readonly id: Service['id'];
  readonly kind: Service['kind'];
  readonly label: Service['label'];
  readonly accounts: readonly Account[];
};

export type Difference = {
  readonly added: readonly Change[];
  readonly removed: readonly Change[];
  readonly kept: readonly Change[];
};

/** What the decision changes of the link that stands; `null`: there is none, or the server does not say what it permits. */
export function differenceOf(step: Consent): Difference | null {
  const before = step.existing?.services;
  if (before === undefined) return null;
  const after = step.services.map((service) => ({
    ...service,
    accounts: step.accounts.filter(({ id }) => service.accounts.includes(id)),
  }));
  return {
    added: less(after, before),
    removed: less(before, after),
    kept: less(after, less(after, before)),
  };
}

/** What of `some` is not in `others`. */
function less(some: readonly Change[], others: readonly Change[]): readonly Change[] {
  return some.flatMap((change) => {
    const there = new Set(others.find(({ id }) => id === change.id)?.accounts.map(({ id }) => id));
    const accounts = change.accounts.filter(({ id }) => !there.has(id));
    return accounts.length === 0 ? [] : [{ ...change, accounts }];
  });
}
