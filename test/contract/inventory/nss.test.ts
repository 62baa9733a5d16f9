import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mergeLeftOut } from '../../../src-main/identity/os-store/inventory/left-out.ts';
import { nssDatabase } from '../../../src-main/identity/os-store/inventory/linux.ts';
import { osInventory } from '../../../src-main/identity/os-store/inventory/os-inventory.ts';
import { toolRunner, type RunTool } from '../../../src-main/identity/os-store/inventory/run-tool.ts';
import { makeAuthority, makeCertificate, makeKeys, serverAuth, type Authority } from '../../support/certificates.ts';
import { NssStore } from '../../support/nss-store.ts';

const policy = { issuers: ['利用者認証局'], now: new Date('2026-11-22T10:00:00Z'), tls13: true };

let warnings: object[] = [];
const log = {
  info: () => undefined,
  warn: (fields: object) => void warnings.push(fields),
  error: () => undefined,
};
afterEach(() => {
  warnings = [];
});
const read = (store: NssStore, run: RunTool = toolRunner()) =>
  osInventory({ platform: 'linux', env: store.env, log, run }).read();

let bank: Authority;
let other: Authority;
beforeAll(async () => {
  bank = await makeAuthority('利用者認証局');
  other = await makeAuthority('別の認証局');
});
const made = (over: Partial<Parameters<typeof makeCertificate>[1]> = {}, issuer = bank) =>
  makeCertificate(issuer, { commonName: '経理 太郎', unit: '0001', ...over });

describe('the NSS database of a customer', () => {
  let store: NssStore;
  beforeAll(async () => {
    store = await NssStore.create();
    await store.addWithKey(await made(), '経理 太郎');
    await store.addWithKey(await made({ from: '2025-04-01T00:00:00Z', to: '2026-03-31T00:00:00Z' }), '去年のもの');
    await store.addWithKey(await made({ unit: '2', from: '2026-12-01T00:00:00Z' }), 'named "in quotes" \\ もの');
    await store.addWithKey(await made({ unit: '3', purposes: [serverAuth] }), ' server');
    await store.addWithKey(await made({ unit: '4', keys: await makeKeys('rsa2048') }, other), 'x'.repeat(600));
    await store.addWithKey(await made({ unit: '5', keys: await makeKeys('rsa1024') }), '-d');
    await store.add((await made({ unit: '6' })).pem, 'keyless');
    // Of the person of the first ones, and so under their nickname in NSS, but without a key.
    await store.add((await made({ from: '2026-10-01T00:00:00Z', to: '2027-09-30T00:00:00Z' })).pem, 'renewed');
    await store.add(bank.pem, 'authority');
  });
  afterAll(() => store.remove());

  it('is read whole, with its keys', async () => {
    const entries = await read(store);
    expect(entries).toHaveLength(9);
    expect(entries.filter(({ hasPrivateKey }) => hasPrivateKey)).toHaveLength(6);
    expect(warnings).toEqual([]);
  });

  it('gives each its reason', async () => {
    const left = mergeLeftOut([], await read(store), policy);
    expect(left.map(({ subject, reason }) => [/OU=(\w+)/.exec(subject)?.[1], reason]).toSorted()).toEqual([
      ['0001', 'expired'],
      ['0001', 'no-private-key'],
      // Nothing wrong, and not offered in this test.
      ['0001', 'wrong-issuer'],
      ['2', 'not-yet-valid'],
      ['3', 'wrong-usage'],
      ['4', 'wrong-issuer'],
      ['5', 'cannot-sign'],
      ['6', 'no-private-key'],
    ]);
  });

  it('is not changed by it', async () => {
    await expect(read(store)).resolves.toEqual(await read(store));
  });

  it('without its tool is empty, and that is told', async () => {
    const absent: RunTool = async () => ({ kind: 'failed', reason: 'not-installed' });
    expect(await read(store, absent)).toEqual([]);
    expect(warnings).toEqual([{ store: 'nss', reason: 'not-installed', count: undefined }]);
  });

  it('that cannot be read is empty, and that is told', async () => {
    const broken: RunTool = async () => ({ kind: 'ended', status: 255, stdout: '', stderr: 'bad database' });
    expect(await read(store, broken)).toEqual([]);
    expect(warnings).toHaveLength(1);
  });
});

describe('a nickname that ends in a blank', () => {
  it('cannot be asked for: the others are read, and it is told that one is missing', async () => {
    const store = await NssStore.create();
    for (const [index, name] of ['first', 'second ', 'third'].entries()) {
      await store.add((await made({ unit: `${index}` })).pem, name);
    }
    expect(await read(store)).toHaveLength(2);
    expect(warnings).toEqual([{ store: 'nss', reason: 'incomplete', count: 1 }]);
    await store.remove();
  });
});

describe('a database with a password', () => {
  it('tells of keys without anybody being asked', async () => {
    const store = await NssStore.create('.pki', 'a-secret');
    await store.addWithKey(await made(), '経理 太郎');
    await store.add((await made({ unit: '6' })).pem, 'keyless');
    expect((await read(store)).map(({ hasPrivateKey }) => hasPrivateKey).toSorted()).toEqual([false, true]);
    expect(warnings).toEqual([]);
    await store.remove();
  });
});

describe('two hundred certificates', () => {
  it('are read in three processes, not two hundred', async () => {
    const store = await NssStore.create();
    const keys = await makeKeys();
    await store.addWithKey(await made({ keys }), '0');
    const more = await Promise.all(Array.from({ length: 199 }, (_, index) => made({ keys, unit: `unit-${index}` })));
    await store.addMany(more.map(({ pem }, index) => [pem, `certificate ${index}`]));
    let processes = 0;
    const run = toolRunner();
    const start = performance.now();
    const entries = await read(store, (tool) => {
      processes += 1;
      return run(tool);
    });
    const took = performance.now() - start;
    expect(entries.filter(({ hasPrivateKey }) => hasPrivateKey)).toHaveLength(200);
    expect(processes).toBe(3);
    // It takes some 200 ms on a machine that does nothing else; what is excluded here is a time a customer would wait for.
    expect(took).toBeLessThan(5000);
    await store.remove();
  });
});

describe('the place of the database', () => {
  it('is where Chromium keeps it: the old one, or else the one of the XDG directories', async () => {
    const store = await NssStore.create('.local/share/pki');
    const { home } = store;
    expect(await nssDatabase({ HOME: home })).toBe(store.database);
    expect(await nssDatabase({ HOME: home, XDG_DATA_HOME: join(home, '.local/share') })).toBe(store.database);
    expect(await nssDatabase({ HOME: home, XDG_DATA_HOME: 'relative' })).toBe(store.database);
    expect(await nssDatabase({ HOME: home, XDG_DATA_HOME: join(home, 'other') })).toBeNull();
    await mkdir(join(home, '.pki', 'nssdb'), { recursive: true });
    expect(await nssDatabase({ HOME: home })).toBe(store.database);
    await store.remove();
  });

  it('that does not exist is an empty store, and no trouble', async () => {
    for (const env of [{}, { HOME: '' }, { HOME: '/nonexistent' }]) {
      expect(await osInventory({ platform: 'linux', env, log }).read()).toEqual([]);
    }
    expect(warnings).toEqual([]);
  });
});
