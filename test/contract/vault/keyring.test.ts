import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DamagedValue } from '../../../src-main/vault/keyring-port.ts';
import { FakeKeyring, type Trouble } from '../../support/fake-keyring.ts';
import { keyringIn, openKeyringSession, withoutSession, type KeyringSession } from '../../support/keyring-session.ts';
import { brokenKeyring, workingKeyring, type Opened } from './contract.ts';

const fake = (trouble: Trouble) => (): Promise<Opened> => {
  const keyring = new FakeKeyring();
  keyring.trouble = trouble;
  return Promise.resolve({ keyring, close: () => Promise.resolve() });
};

const real = (locked: boolean) => async (): Promise<Opened> => {
  const session = await openKeyringSession({ locked });
  const keyring = await keyringIn(session.env, 'Renkei test contract');
  return {
    keyring,
    close: async () => {
      await keyring.close();
      await session.close();
    },
  };
};

const nowhere = async (): Promise<Opened> => {
  const home = await mkdtemp(join(tmpdir(), 'renkei-no-keyring-'));
  const keyring = await keyringIn(withoutSession(home), 'Renkei test contract');
  return {
    keyring,
    close: async () => {
      await keyring.close();
      await rm(home, { recursive: true, force: true });
    },
  };
};

const noService = { kind: 'unavailable', reason: 'no-service' } as const;

workingKeyring('the fake', fake('none'));
brokenKeyring('the fake, locked', fake('locked'), { kind: 'locked' });
brokenKeyring('the fake without a service', fake('no-service'), noService);

workingKeyring('gnome-keyring', real(false));
brokenKeyring('gnome-keyring, locked', real(true), { kind: 'locked' });
brokenKeyring('no D-Bus', nowhere, noService);

describe('gnome-keyring', () => {
  let session: KeyringSession;
  beforeAll(async () => {
    session = await openKeyringSession({ locked: false });
  });
  afterAll(() => session.close());

  it('keeps each bank and environment apart', async () => {
    const production = await keyringIn(session.env, 'Renkei production auth.bank.example');
    const test = await keyringIn(session.env, 'Renkei test auth.bank.example');
    await production.set('receipt-key', Uint8Array.of(1));
    expect(await test.get('receipt-key')).toBeNull();
    await Promise.all([production.close(), test.close()]);
  });

  it('keeps a value for the next process', async () => {
    const before = await keyringIn(session.env, 'Renkei test next');
    await before.set('device-key', Uint8Array.of(1, 2, 3));
    await before.close();
    const after = await keyringIn(session.env, 'Renkei test next');
    expect(await after.get('device-key')).toEqual(Uint8Array.of(1, 2, 3));
    await after.close();
  });

  it('tells of a value that somebody else wrote there, and does not lose it', async () => {
    const service = 'Renkei test foreign';
    const script = `require('keytar').setPassword(${JSON.stringify(service)}, 'receipt-key', '見知らぬ値').then(() => process.exit(0))`;
    await promisify(execFile)(process.execPath, ['-e', script], {
      env: session.env,
      cwd: join(import.meta.dirname, '..', '..', '..'),
    });
    const keyring = await keyringIn(session.env, service);
    const error: unknown = await keyring.get('receipt-key').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DamagedValue);
    expect(error instanceof DamagedValue && Buffer.from(error.raw).toString('utf8')).toBe('見知らぬ値');
    await keyring.close();
  });
});
