import { describe, expect, it } from 'vitest';
import type { StepOf } from '../../../src-renderer/bridge/view-types.ts';
import { servicesFew, servicesMany } from '../../../src-renderer/gallery/steps.ts';
import {
  countSelection,
  everything,
  initialSelection,
  isEverything,
  matching,
  permissionsOf,
  selectable,
  setAccounts,
  toggleAccount,
  toggleService,
  without,
} from '../../../src-renderer/screens/services/selection.ts';

function servicesStep(step: typeof servicesFew): StepOf<'services'> {
  if (step.kind !== 'services') throw new Error('not the services');
  return step;
}
const step = servicesStep(servicesFew);
const offer = (index: number): (typeof step.services)[number] => {
  const found = step.services[index];
  if (found === undefined) throw new Error('no such service');
  return found;
};

describe('the choice of services', () => {
  it('starts with what was chosen before and says so unchanged', () => {
    expect(permissionsOf(initialSelection(step), step.services)).toEqual(step.chosen);
    expect(countSelection(initialSelection(step))).toEqual({ services: 3, accounts: 2 });
  });

  it('never starts with an account that may not be chosen', () => {
    const barred = offer(1).accounts.find(({ unavailable }) => unavailable !== null)?.account ?? '';
    const chosen = [{ service: offer(1).id, accounts: [barred] }];
    expect(initialSelection({ ...step, chosen }).size).toBe(0);
  });

  it('switches a service on with every account it may touch, and off', () => {
    const on = toggleService(new Map(), offer(2));
    expect([...(on.get(offer(2).id) ?? [])]).toEqual(selectable(offer(2)));
    expect(toggleService(on, offer(2)).size).toBe(0);
  });

  it('drops a service with its last account', () => {
    const [first = '', second = ''] = selectable(offer(0));
    const one = toggleAccount(initialSelection(step), offer(0), first);
    expect(one.get(offer(0).id)).toEqual(new Set([second]));
    expect(toggleAccount(one, offer(0), second).has(offer(0).id)).toBe(false);
  });

  it('chooses all of one kind and takes it out again, and leaves the other kind as it is', () => {
    const of = (kind: 'inquiry' | 'update'): typeof step.services =>
      step.services.filter((service) => service.kind === kind);
    const before = initialSelection(step);
    const all = everything(of('inquiry'), before);
    expect(isEverything(all, of('inquiry'))).toBe(true);
    for (const { id } of of('update')) expect(all.get(id)).toEqual(before.get(id));
    const none = without(all, of('inquiry'));
    for (const { id } of of('inquiry')) expect(none.has(id)).toBe(false);
    for (const { id } of of('update')) expect(none.get(id)).toEqual(before.get(id));
  });

  it('leaves accounts outside of the filter as they are', () => {
    const many = servicesStep(servicesMany);
    const shown = new Set(matching(many.accounts, '港', ({ branch }) => branch.ja).map(({ id }) => id));
    const service = many.services[0];
    if (service === undefined) throw new Error('no service');
    const selection = setAccounts(initialSelection(many), service, shown, true);
    expect(selection.get(service.id)?.size).toBe(shown.size + 1);
    expect([...(setAccounts(selection, service, shown, false).get(service.id) ?? [])]).toEqual(['acct-many-000']);
  });

  it('finds accounts by any words and by figures of either width', () => {
    const names = matching(step.accounts, '本店 ０１２', ({ branch, last3 }) => `${branch.ja} 末尾${last3}`);
    expect(names.map(({ last3 }) => last3)).toEqual(['012']);
  });
});
