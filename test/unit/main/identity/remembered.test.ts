import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileMemory } from '../../../../src-main/identity/remembered/file-memory.ts';
import { maxRemembered, type RememberedCertificates } from '../../../../src-main/identity/remembered/remembered.ts';
import { MemoryOnly } from '../../../support/memory-only.ts';

const warnings: string[] = [];
const log = {
  info: () => undefined,
  warn: (fields: object, message: string) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
  error: () => undefined,
};
const newFile = () => join(mkdtempSync(join(tmpdir(), 'renkei-remembered-')), 'data', 'certificates.json');
const bank = 'https://bank.example';
const [one, two] = ['1'.repeat(64), '2'.repeat(64)] as const;

describe.each<[string, () => RememberedCertificates]>([
  ['in a file', () => new FileMemory(newFile(), log)],
  ['in memory only', () => new MemoryOnly()],
])('the certificate that was right last time, %s', (_name, make) => {
  it('is unknown at first, then known, then another', async () => {
    const memory = make();
    expect(memory.get(bank, 'production')).toBeNull();
    expect(await memory.set(bank, 'production', one)).toBe(true);
    expect(memory.get(bank, 'production')).toBe(one);
    await memory.set(bank, 'production', two);
    expect(memory.get(bank, 'production')).toBe(two);
  });

  it('is known before it is written', () => {
    const memory = make();
    void memory.set(bank, 'production', one);
    expect(memory.get(bank, 'production')).toBe(one);
  });

  it('is kept apart by bank and by environment', async () => {
    const memory = make();
    await memory.set(bank, 'test', one);
    await memory.set('https://other.example', 'production', two);
    expect(memory.get(bank, 'production')).toBeNull();
    expect(memory.get(bank, 'test')).toBe(one);
  });

  it('is nothing but a fingerprint', async () => {
    const memory = make();
    for (const value of ['', 'x', one.slice(1), 'A'.repeat(64), `${one}\n`]) {
      expect(await memory.set(bank, 'test', value)).toBe(false);
      expect(memory.get(bank, 'test')).toBeNull();
    }
  });

  it('is forgotten when many others came after it', async () => {
    const memory = make();
    await memory.set(bank, 'test', one);
    for (let count = 0; count < maxRemembered; count += 1) await memory.set(`bank-${count}`, 'test', two);
    expect(memory.get(bank, 'test')).toBeNull();
    expect(memory.get('bank-0', 'test')).toBe(two);
  });
});

describe('the file', () => {
  it('outlives the process, is the owner’s only, and leaves no draft', async () => {
    const file = newFile();
    const memory = new FileMemory(file, log);
    await Promise.all([memory.set(bank, 'test', one), memory.set('other', 'test', one), memory.set(bank, 'test', two)]);
    expect(new FileMemory(file, log).get(bank, 'test')).toBe(two);
    expect(new FileMemory(file, log).get('other', 'test')).toBe(one);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['certificates.json']);
  });

  it.each([
    ['cut off', '{"version":1,"certifica'],
    ['empty', ''],
    ['of another kind', '[]'],
    ['of a later version', JSON.stringify({ version: 2, certificates: [] })],
    [
      'with a wrong fingerprint',
      JSON.stringify({ version: 1, certificates: [{ bank, environment: 'test', fingerprint: 'x' }] }),
    ],
    ['of enormous size', ' '.repeat(100_000)],
  ])('that is %s is forgotten, told and written anew', async (_name, content) => {
    const file = newFile();
    mkdirSync(join(file, '..'));
    writeFileSync(file, content);
    const told = warnings.length;
    const memory = new FileMemory(file, log);
    expect(memory.get(bank, 'test')).toBeNull();
    expect(warnings.length).toBe(told + 1);
    expect(await memory.set(bank, 'test', one)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1 });
  });

  it('that does not exist is no trouble', () => {
    const told = warnings.length;
    expect(new FileMemory(newFile(), log).get(bank, 'test')).toBeNull();
    expect(warnings.length).toBe(told);
  });

  it('that cannot be written is remembered for this run, and told without its path', async () => {
    const file = newFile();
    // A file where its folder should be: it cannot be written even by an administrator.
    writeFileSync(join(file, '..'), '');
    const memory = new FileMemory(file, log);
    expect(await memory.set(bank, 'test', one)).toBe(false);
    expect(memory.get(bank, 'test')).toBe(one);
    expect(warnings.at(-1)).toContain('not written');
    expect(warnings.at(-1)).not.toContain('renkei-remembered');
  });

  it('that is a folder is forgotten', () => {
    const file = newFile();
    mkdirSync(file, { recursive: true });
    expect(new FileMemory(file, log).get(bank, 'test')).toBeNull();
  });
});
