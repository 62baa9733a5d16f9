import { describe, expect, it } from 'vitest';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { scenes } from '../../../src-renderer/gallery/scenes.ts';
import { countTaken, offersOf, takenBy } from '../../../src-renderer/screens/links/reduction-choice.ts';
import {
  everything,
  isEverything,
  permissionsOf,
  toggleAccount,
  toggleService,
} from '../../../src-renderer/screens/services/selection.ts';

function linkOf(name: string): LinkView {
  const screen = scenes[name]?.screen;
  if (screen?.kind !== 'link-reduction') throw new Error(`no link to take something out of in ${name}`);
  return screen.link;
}

describe('taking away', () => {
  const link = linkOf('links-reduce');
  const offers = offersOf(link);
  const [balance, transactions] = offers;
  const [one, other] = link.accounts;
  if (balance === undefined || transactions === undefined || one === undefined || other === undefined)
    throw new Error('two 業務 and two accounts are needed');

  it('begins with all of the link, and takes nothing', () => {
    const all = everything(offers);
    expect(isEverything(all, offers)).toBe(true);
    expect(permissionsOf(all, offers)).toEqual(link.services.map(({ id, accounts }) => ({ service: id, accounts })));
    expect(takenBy(link, all)).toEqual({ services: [], accounts: [] });
    expect(countTaken(takenBy(link, all), all)).toEqual({ wholly: 0, partly: 0 });
  });

  it('names the accounts that go, and a 業務 that goes with all of them', () => {
    const choice = toggleAccount(toggleService(everything(offers), transactions), balance, other.id);
    const taken = takenBy(link, choice);
    expect(taken.services.map(({ id, accounts }) => [id, accounts])).toEqual([
      [balance.id, [other.id]],
      [transactions.id, [one.id, other.id]],
    ]);
    expect(taken.accounts).toEqual([one, other]);
    expect(countTaken(taken, choice)).toEqual({ wholly: 1, partly: 1 });
    expect(permissionsOf(choice, offers).map(({ service }) => service)).not.toContain(transactions.id);
  });

  it('gives back what was taken here, and never more', () => {
    const back = toggleService(toggleService(everything(offers), transactions), transactions);
    expect(isEverything(back, offers)).toBe(true);
    expect(takenBy(link, toggleAccount(back, transactions, 'another-account')).services).toEqual([]);
    expect(permissionsOf(toggleAccount(back, transactions, 'another-account'), offers)).toEqual(
      permissionsOf(back, offers),
    );
  });

  it('counts with 120 accounts', () => {
    const wide = linkOf('links-reduce-many');
    expect(wide.accounts).toHaveLength(120);
    const taken = takenBy(wide, new Map());
    expect(taken.accounts).toEqual(wide.accounts);
    expect(taken.services).toEqual(wide.services);
  });
});
