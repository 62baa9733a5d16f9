import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyringView } from '../../../../src-main/contract/diagnostics.ts';
import { DamagedValue } from '../../../../src-main/vault/keyring-port.ts';
import { deviceKey, receiptKey } from '../../../../src-main/vault/secrets.ts';
import { serviceName } from '../../../../src-main/vault/service-name.ts';
import { Vault } from '../../../../src-main/vault/vault.ts';
import { FakeKeyring } from '../../../support/fake-keyring.ts';

let keyring: FakeKeyring;
let views: KeyringView[];
let logged: string[];
beforeEach(() => {
  keyring = new FakeKeyring();
  views = [];
  logged = [];
});

const write = (fields: Readonly<Record<string, unknown>>, message: string): void => {
  logged.push(JSON.stringify({ ...fields, message }));
};
const open = (timeoutMs = 5_000): Vault =>
  new Vault({
    keyring,
    log: { info: write, warn: write, error: write },
    timeoutMs,
    onChange: (view) => views.push(view),
  });

describe('the vault with a keyring', () => {
  it('makes a key at the first need, and finds the same one at the next start', async () => {
    const first = open();
    await first.open();
    expect(keyring.entries.size).toBe(0);
    const { value, kept } = await first.obtain(receiptKey);
    expect(kept).toBe(true);
    expect(value).toHaveLength(32);
    expect((await open().obtain(receiptKey)).value).toEqual(value);
    expect(views).toEqual([{ kind: 'kept' }, { kind: 'kept' }]);
    expect(first.busy()).toBe(false);
  });

  it('makes one key, however many ask at once', async () => {
    const vault = open();
    const all = await Promise.all(Array.from({ length: 20 }, () => vault.obtain(receiptKey)));
    expect(new Set(all.map(({ value }) => Buffer.from(value).toString('hex'))).size).toBe(1);
    expect(keyring.calls.filter((call) => call === 'set receipt-key')).toHaveLength(1);
    expect(keyring.calls.filter((call) => call === 'set self-test')).toHaveLength(1);
  });

  it('has a device key that a bank can tell by its thumbprint', async () => {
    const { value } = await open().obtain(deviceKey);
    const jwk = createPublicKey(value.privateKey).export({ format: 'jwk' });
    expect(jwk).toMatchObject({ kty: 'EC', crv: 'P-256' });
    expect(value.thumbprint).toBe(
      await calculateJwkThumbprint({ kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' }),
    );
    expect((await open().obtain(deviceKey)).value.thumbprint).toBe(value.thumbprint);
    expect(keyring.entries.get('device-key')?.length).toBeLessThan(256);
  });

  it('keeps a value it cannot read beside, makes a new one and says so', async () => {
    keyring.entries.set('receipt-key', Uint8Array.of(1, 2, 3));
    const { value, kept } = await open().obtain(receiptKey);
    expect(kept).toBe(true);
    expect(keyring.entries.get('receipt-key.damaged')).toEqual(Uint8Array.of(1, 2, 3));
    expect(keyring.entries.get('receipt-key')).toEqual(Uint8Array.from(value));
    expect(logged.join()).toContain('kept beside');
  });

  it('keeps what is no value of its own beside, too', async () => {
    keyring.entries.set('device-key', Buffer.from('not a key at all'));
    await open().obtain(deviceKey);
    expect(Buffer.from(keyring.entries.get('device-key.damaged') ?? []).toString()).toBe('not a key at all');
    keyring.entries.clear();
    const get = keyring.get.bind(keyring);
    keyring.get = (name) =>
      name === 'receipt-key' && !keyring.entries.has(name)
        ? Promise.reject(new DamagedValue(Buffer.from('見知らぬ値')))
        : get(name);
    expect((await open().obtain(receiptKey)).kept).toBe(true);
    expect(Buffer.from(keyring.entries.get('receipt-key.damaged') ?? []).toString()).toBe('見知らぬ値');
  });

  it('writes no key into the log', async () => {
    const { value } = await open().obtain(receiptKey);
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect(logged.join()).not.toContain(Buffer.from(value).toString(form));
    }
  });
});

describe('the vault without a keyring', () => {
  it.each([
    ['locked', 'locked'],
    ['no-service', 'no-service'],
    ['forgets', 'does-not-keep'],
  ] as const)('%s: keys for this run only, and it says so', async (trouble, reason) => {
    keyring.trouble = trouble;
    const vault = open();
    const first = await vault.obtain(receiptKey);
    expect(first.kept).toBe(false);
    expect(await vault.obtain(receiptKey)).toBe(first);
    expect(vault.view()).toEqual({ kind: 'memory-only', reason });
    expect(views).toEqual([{ kind: 'memory-only', reason }]);
    expect(keyring.entries.size).toBe(0);
    expect(logged.join()).toContain('environment.keyring-unavailable');
    expect((await open().obtain(receiptKey)).value).not.toEqual(first.value);
  });

  it('silent: is waited for once, and then never called again', async () => {
    keyring.trouble = 'silent';
    const vault = open(5);
    const [one, two] = await Promise.all([vault.obtain(receiptKey), vault.obtain(deviceKey)]);
    expect([one.kept, two.kept]).toEqual([false, false]);
    expect(vault.view()).toEqual({ kind: 'memory-only', reason: 'no-answer' });
    expect(keyring.calls).toEqual(['get self-test']);
    expect(vault.busy()).toBe(true);
  });

  it('locked after the self-test: writes over nothing', async () => {
    const kept = Uint8Array.from({ length: 32 }, (_, index) => index);
    keyring.entries.set('receipt-key', kept);
    const vault = open();
    await vault.open();
    keyring.trouble = 'locked';
    expect((await vault.obtain(receiptKey)).kept).toBe(false);
    expect(keyring.entries.get('receipt-key')).toEqual(kept);
    expect(views.at(-1)?.kind).toBe('memory-only');
  });

  it('checks until it knows', () => {
    expect(open().view()).toEqual({ kind: 'checking' });
  });
});

it('secrets of a test never lie under the name of production, nor those of one bank under another’s', () => {
  const names = (['test', 'production'] as const).flatMap((environment) =>
    ['https://auth.one.example', 'https://auth.two.example'].map((issuer) => serviceName({ environment, issuer })),
  );
  expect(new Set(names).size).toBe(4);
});
