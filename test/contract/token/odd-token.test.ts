import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ModuleTokenReader } from '../../../src-main/identity/token/token-reader.ts';
import type { TokenModule } from '../../../src-main/policy/profile.ts';
import { buildBrokenModule } from '../../support/native-library.ts';
import { FaultHsm } from '../../support/fault-hsm.ts';
import { SoftHsm } from '../../support/softhsm.ts';
import { bytes, identityOf, signAndVerify } from './contract.ts';
import { NodeHost } from './node-host.ts';
import { makePeople, type People } from './people.ts';
import { quickTiming, testModule } from './token-world.ts';

const label = 'Odd';
const pin = '9999';
let people: People;
let hsm: SoftHsm;
let host: NodeHost;
let reader: ModuleTokenReader;

const open = (modules: readonly TokenModule[]): ModuleTokenReader => {
  reader = new ModuleTokenReader({ modules, host, platform: 'linux', timing: quickTiming });
  return reader;
};

beforeAll(async () => {
  people = await makePeople();
  hsm = await SoftHsm.create([
    {
      label,
      pin,
      objects: [
        { id: '01', label: 'asks each time', ...people.rsa, alwaysAsks: true },
        { id: '02', label: 'without its key', certPem: people.ec.certPem },
        // The certificate of one key pair beside the key of another.
        { id: '03', label: 'mismatched', certPem: people.expired.certPem, keyPem: people.second.keyPem },
      ],
    },
  ]);
  host = new NodeHost(hsm.env);
});
afterEach(() => reader.close());
afterAll(() => hsm.remove());

describe('an odd token', () => {
  it('may ask for the PIN at each signature', async () => {
    const soft = open([testModule('soft', hsm.module)]);
    await signAndVerify(soft, await identityOf(soft, label, '01'), pin, 'PS256');
  });

  it('cannot sign without the key', async () => {
    const soft = open([testModule('soft', hsm.module)]);
    const signed = await soft.sign(await identityOf(soft, label, '02'), bytes(pin), 'ES256', bytes('x'));
    expect(signed).toEqual({ ok: false, code: 'token.cannot-sign' });
  });

  it('hands out no signature of another key', async () => {
    const soft = open([testModule('soft', hsm.module)]);
    const signed = await soft.sign(await identityOf(soft, label, '03'), bytes(pin), 'ES256', bytes('x'));
    expect(signed).toEqual({ ok: false, code: 'token.module-failed' });
  });

  it('is shown once when two modules reach it', async () => {
    const fault = await FaultHsm.over(hsm);
    host = new NodeHost(fault.env);
    await fault.set('no-sign');
    const both = open([testModule('first', fault.module), testModule('second', hsm.module)]);
    const { identities, failures } = await both.list();
    expect(failures).toEqual([]);
    expect(identities.map(({ module }) => module)).toEqual(['second', 'second', 'second']);
    await fault.reset();
    expect((await both.list()).identities.map(({ module }) => module)).toEqual(['first', 'first', 'first']);
  });
});

describe('the file of a module', () => {
  const failuresOf = async (modules: readonly TokenModule[]) => (await open(modules).list()).failures;

  it('is loaded when it has the hash the bank named', async () => {
    const sha256 = createHash('sha256').update(readFileSync(hsm.module)).digest('hex');
    expect(await failuresOf([testModule('soft', hsm.module, { sha256 })])).toEqual([]);
  });

  it('is not loaded when it has another', async () => {
    host = new NodeHost(hsm.env);
    const failures = await failuresOf([testModule('soft', hsm.module, { sha256: '0'.repeat(64) })]);
    expect(failures).toEqual([{ module: 'soft', code: 'token.module-failed' }]);
    expect(host.started).toBe(0);
  });

  const paths: readonly (readonly [what: string, path: () => string, code: string])[] = [
    ['of no file', () => `${hsm.module}.missing`, 'token.module-missing'],
    ['of a folder', () => hsm.folder, 'token.module-missing'],
    ['that is relative', () => 'libsofthsm2.so', 'token.module-failed'],
    ['of a text', () => hsm.env.SOFTHSM2_CONF, 'token.module-failed'],
  ];
  it.each(paths)('has a path: not one %s', async (_what, path, code) => {
    expect(await failuresOf([testModule('soft', path())])).toEqual([{ module: 'soft', code }]);
  });

  it('is passed over where the bank has none for this operating system', async () => {
    const windowsOnly = testModule('soft', '', { path: { win32: 'C:\\Windows\\System32\\token.dll' } });
    expect(await open([windowsOnly]).list()).toEqual({ identities: [], failures: [] });
  });

  it.each([
    ['crashes-on-load', 'ended by itself'],
    ['no-function-list', 'could not be loaded'],
    ['crashes-on-initialize', 'ended by itself'],
    ['never-returns', 'did not answer load in time'],
  ] as const)('%s: one failure, and the other modules go on', async (kind, why) => {
    const warned = vi.fn<(fields: object) => void>();
    const library = await buildBrokenModule(kind, hsm.folder);
    reader = new ModuleTokenReader({
      modules: [testModule('broken', library), testModule('soft', hsm.module)],
      host,
      timing: { ...quickTiming, list: 4000 },
      log: { info: () => undefined, warn: warned, error: () => undefined },
    });
    const { identities, failures } = await reader.list();
    expect(failures).toEqual([{ module: 'broken', code: 'token.module-failed' }]);
    expect(warned.mock.calls.map(([fields]) => fields)).toEqual([{ module: 'broken', why }]);
    expect(identities).toHaveLength(3);
    const working = identities.find(({ keyId }) => keyId === '01');
    if (working === undefined) throw new Error('not listed');
    await signAndVerify(reader, working, pin, 'PS256');
  });
});
