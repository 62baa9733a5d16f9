import { describe, expect, it } from 'vitest';
import { accountSchema } from '../../../server/contract/catalogue.ts';
import { personaSchema, readPersonas } from '../../../server/mock/persona.ts';
import { bankSeed } from '../../../server/mock/seed/bank-seed.ts';
import { bookEntries, japanDate } from '../../../server/mock/seed/transactions.ts';
import { readTpps } from '../../../server/mock/tpp/registered.ts';

const now = new Date('2026-10-06T20:00:00Z');
const seed = async () => bankSeed({ personas: await readPersonas(), tpps: [], certificates: [], now, pinTries: 3 });

describe('personas', () => {
  it('cover what the flow has to show', async () => {
    const { accounts, members } = await seed();
    const of = (id: string) => {
      const owned = new Set(members.find((member) => member.id === id)?.accounts);
      return accounts.filter((account) => owned.has(account.id));
    };
    const taro = of('keiri-taro');
    expect(taro.map((account) => [account.last3, account.type])).toEqual([
      ['012', 'ordinary'],
      ['448', 'ordinary'],
      ['305', 'current'],
      ['771', 'time'],
      ['226', 'ordinary'],
    ]);
    expect(taro.filter((account) => account.pinFailures === 3).map((account) => account.last3)).toEqual(['226']);
    expect(of('kanri-hanako').every((account) => account.pinRegisteredAt !== null)).toBe(true);
    expect(of('koza-tami')).toHaveLength(120);
    expect(
      of('sekkei-jiro').filter((account) => account.pin === null && account.pinRegisteredAt === null),
    ).toHaveLength(1);
  });

  it('have identifiers that are unique and tell neither branch nor number', async () => {
    const { accounts } = await seed();
    expect(new Set(accounts.map((account) => account.id)).size).toBe(accounts.length);
    for (const account of accounts) {
      const { id, branch, type, last3, holder } = account;
      accountSchema.parse({ id, branch, type, last3, holder });
      expect(id).not.toContain(account.number);
    }
  });

  it('refuse a file with a password the bank would not take', async () => {
    const [first] = await readPersonas();
    expect(personaSchema.safeParse({ ...first, loginPassword: 'short' }).success).toBe(false);
    expect(personaSchema.safeParse({ ...first, pasword: 'x' }).success).toBe(false);
  });
});

describe('book entries', () => {
  it('are the same in every run and lead to the balance without going below zero', () => {
    const book = { id: 'acc_test', balance: 640_210 };
    const entries = bookEntries(book, now);
    expect(entries).toEqual(bookEntries(book, now));
    expect(entries).toHaveLength(60);
    expect(entries.at(-1)?.balance).toBe(book.balance);
    for (const [index, entry] of entries.entries()) {
      const before = entries[index - 1];
      expect(entry.balance).toBeGreaterThanOrEqual(0);
      if (before) {
        expect(before.balance + entry.amount).toBe(entry.balance);
        expect(before.date <= entry.date).toBe(true);
      }
    }
  });

  it('count days in Japan', () => {
    expect(japanDate(now, 0)).toBe('2026-10-07');
    expect(japanDate(now, 7)).toBe('2026-09-30');
  });
});

describe('TPPs', () => {
  it('are some to choose for, some with a fixed set, and a suspended one', async () => {
    const tpps = await readTpps();
    expect(tpps.map(({ clientId, fixedServices, suspended }) => [clientId, fixedServices, suspended])).toEqual([
      ['kaikei-mirai', false, false],
      ['keihi-raku', false, true],
      ['shiharai-bin', false, false],
      ['shikin-navi', true, false],
      ['zandaka-memo', true, false],
    ]);
  });
});
