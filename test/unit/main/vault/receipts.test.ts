import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Receipt } from '../../../../src-main/contract/receipts.ts';
import { maxReceipts, Receipts } from '../../../../src-main/links/receipts.ts';
import { openBytes, sealBytes, SealedFile } from '../../../../src-main/vault/sealed-file.ts';

const words = (ja: string) => ({ ja, en: ja });
const receipt = (company: string): Receipt => ({
  bank: words('成協信用組合'),
  tpp: { name: words('クラウド会計みらい'), company: 'みらい株式会社', registration: '第1号' },
  company,
  services: [
    {
      kind: 'inquiry',
      label: words('残高照会'),
      accounts: [{ branch: words('本店'), type: 'ordinary', last3: '123' }],
    },
  ],
  endsOn: '2027-02-20',
  decidedAt: '2026-11-22T10:00:00.000Z',
  intentVersion: '2026-11-01',
  outcome: 'permitted',
});

let folder: string;
let file: string;
let logged: string[];
const key = randomBytes(32);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renkei-receipts-'));
  file = join(folder, 'of', 'receipts.sealed');
  logged = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (_fields: Readonly<Record<string, unknown>>, message: string): void => void logged.push(message);
const log = { info: write, warn: write, error: write };
const sealed = (over: { key?: Uint8Array; context?: string } = {}): SealedFile =>
  new SealedFile({ file, key, context: 'receipts', log, ...over });
const receipts = (store: SealedFile | null = sealed()): Receipts => new Receipts(() => Promise.resolve(store), log);

describe('a sealed file', () => {
  it('gives back what was written, and shows nothing of it', async () => {
    expect(await sealed().read()).toBeNull();
    const content = Buffer.from('クラウド会計みらい 123');
    expect(await sealed().write(content)).toBe(true);
    expect(Buffer.from((await sealed().read()) ?? [])).toEqual(content);
    const lying = await readFile(file);
    for (const text of ['みらい', '123', content.toString('base64')]) expect(lying.includes(text)).toBe(false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'of'))).toEqual(['receipts.sealed']);
  });

  it('is another one at each writing', () => {
    const content = Buffer.from('same');
    expect(sealBytes(content, key, 'c')).not.toEqual(sealBytes(content, key, 'c'));
  });

  it('opens with its key, for its context and untouched only', () => {
    const lying = sealBytes(Buffer.from('content'), key, 'receipts');
    expect(openBytes(lying, key, 'receipts').toString()).toBe('content');
    expect(() => openBytes(lying, randomBytes(32), 'receipts')).toThrow();
    expect(() => openBytes(lying, key, 'another bank')).toThrow();
    for (let at = 0; at < lying.length; at += 1) {
      const touched = Buffer.from(lying);
      touched[at] = (touched[at] ?? 0) ^ 1;
      expect(() => openBytes(touched, key, 'receipts')).toThrow();
    }
    expect(() => openBytes(lying.subarray(0, 30), key, 'receipts')).toThrow(RangeError);
  });

  it('that cannot be opened is kept beside', async () => {
    await sealed().write(Buffer.from('content'));
    const before = await readFile(file);
    expect(await sealed({ key: randomBytes(32) }).read()).toBeNull();
    expect(await readFile(`${file}.unreadable`)).toEqual(before);
    expect(logged.join()).toContain('kept beside');
  });
});

describe('receipts', () => {
  it('are there at the next start, the newest first', async () => {
    const first = receipts();
    expect(await first.keep(receipt('一'))).toBe(true);
    expect(await first.keep(receipt('二'))).toBe(true);
    expect(await receipts().list()).toEqual({ kept: true, receipts: [receipt('二'), receipt('一')] });
  });

  it('are all kept when they come at once', async () => {
    const all = receipts();
    await Promise.all(['一', '二', '三'].map((name) => all.keep(receipt(name))));
    expect((await receipts().list()).receipts.map(({ company }) => company)).toEqual(['三', '二', '一']);
  });

  it('are in memory without a lasting key: in this run only, nothing on the disk, and it is said', async () => {
    const all = receipts(null);
    expect(await all.keep(receipt('一'))).toBe(false);
    expect(await all.list()).toEqual({ kept: false, receipts: [receipt('一')] });
    expect(await readdir(folder)).toEqual([]);
    expect((await receipts(null).list()).receipts).toEqual([]);
  });

  it('are said not to be kept where they cannot be written', async () => {
    await writeFile(join(folder, 'of'), 'a file where the folder should be');
    const all = receipts();
    expect(await all.keep(receipt('一'))).toBe(false);
    expect((await all.list()).kept).toBe(false);
  });

  it('are bounded: the oldest goes', async () => {
    const all = receipts();
    const content = { version: 1, receipts: Array.from({ length: maxReceipts }, (_, n) => receipt(String(n))) };
    await sealed().write(Buffer.from(JSON.stringify(content)));
    await all.keep(receipt('new'));
    const { receipts: listed } = await receipts().list();
    expect(listed).toHaveLength(maxReceipts);
    expect(listed[0]?.company).toBe('new');
    expect(listed.at(-1)?.company).toBe(String(maxReceipts - 2));
  });

  it('of a later version are kept beside and not written over', async () => {
    await sealed().write(Buffer.from('{"version":2}'));
    const before = await readFile(file);
    await receipts().keep(receipt('一'));
    expect(await readFile(`${file}.unreadable`)).toEqual(before);
    expect((await receipts().list()).receipts).toHaveLength(1);
  });
});
