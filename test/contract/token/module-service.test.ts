import { describe, expect, it, vi } from 'vitest';
import { codeOfCkr, ckrOf } from '../../../src-main/identity/token/ckr.ts';
import { CKF, type Cryptoki, type RawTokenInfo } from '../../../src-main/identity/token/cryptoki.ts';
import { ModuleService } from '../../../src-main/identity/token/module-service.ts';
import type { ModuleMessage } from '../../../src-main/identity/token/protocol.ts';
import { pinStateOf, plainText, presentTokens, triesOf } from '../../../src-main/identity/token/token-info.ts';

const calledTooEarly = (): never => {
  throw new Error('called without being loaded');
};

/** A module of which every function that is not given must not be called. */
const cryptokiWith = (given: Partial<Cryptoki>): Cryptoki =>
  new Proxy(given, { get: (target, name): unknown => Reflect.get(target, name) ?? calledTooEarly }) as Cryptoki;

const pkcs11Error = (code: number): Error => Object.assign(new Error('CKR'), { code });
const info = (more: Partial<RawTokenInfo> = {}): RawTokenInfo => ({
  label: 'Label'.padEnd(32),
  serialNumber: '0001'.padEnd(16),
  flags: CKF.TOKEN_INITIALIZED,
  minPinLen: 4,
  maxPinLen: 8,
  ...more,
});

describe('the service around a module', () => {
  const serve = (given: Partial<Cryptoki>) => {
    const said: ModuleMessage[] = [];
    return { said, service: new ModuleService(cryptokiWith(given), (message) => said.push(message)) };
  };
  const failure = (id: number) => ({ kind: 'failure', id, code: 'token.module-failed', tries: null, ckr: null });

  it('calls nothing after a load that failed, and does not load again', () => {
    const load = vi.fn(() => {
      throw new Error('no such file');
    });
    const list = vi.fn(() => []);
    const { said, service } = serve({ load, C_GetSlotList: list });
    service.receive({ kind: 'load', id: 1, path: '/x' });
    service.receive({ kind: 'list', id: 2 });
    service.receive({ kind: 'watch', every: 10 });
    service.receive({ kind: 'load', id: 3, path: '/x' });
    expect(said).toEqual([failure(1), failure(2), failure(3)]);
    expect(load).toHaveBeenCalledTimes(1);
    expect(list).not.toHaveBeenCalled();
  });

  it('calls nothing before a load', () => {
    const { said, service } = serve({});
    service.receive({ kind: 'list', id: 1 });
    expect(said).toEqual([failure(1)]);
  });

  it.each([
    ['is in use already', 0x191, 1],
    ['cannot lock', 0x0a, 2],
    ['knows no arguments', 0x07, 2],
  ])('goes on with a module that %s', (_what, ckr, calls) => {
    const initialize = vi.fn<Cryptoki['C_Initialize']>().mockImplementationOnce(() => {
      throw pkcs11Error(ckr);
    });
    const { said, service } = serve({ load: () => undefined, C_Initialize: initialize });
    service.receive({ kind: 'load', id: 1, path: '/x' });
    expect(said).toEqual([{ kind: 'answer', id: 1, value: null }]);
    expect(initialize).toHaveBeenCalledTimes(calls);
  });

  it('wipes the PIN it got, also when it cannot be used', () => {
    const { said, service } = serve({ load: () => undefined, C_Initialize: () => undefined, C_GetSlotList: () => [] });
    service.receive({ kind: 'load', id: 1, path: '/x' });
    const pin = new Uint8Array([1, 2, 3, 4]);
    const token = { label: 'l', serial: 's', slot: '00000001' };
    service.receive({ kind: 'sign', id: 2, token, keyId: '01', algorithm: 'ES256', pin, digest: new Uint8Array(32) });
    expect(said[1]).toMatchObject({ code: 'token.removed' });
    expect([...pin]).toEqual([0, 0, 0, 0]);
  });

  it('takes nothing but the protocol', () => {
    const { service } = serve({});
    expect(() => service.receive({ kind: 'load', id: 1, path: '/x', more: true })).toThrow();
    expect(() => service.receive({ kind: 'sign', id: 1 })).toThrow();
    expect(() => service.receive('list')).toThrow();
  });
});

describe('what a token says of itself', () => {
  it('is plain text', () => {
    expect(plainText('成協トークン'.padEnd(26))).toBe('成協トークン');
    expect(plainText('Token\0\0\0')).toBe('Token');
    expect(plainText('成協トーク\ufffd')).toBe('成協トーク');
    expect(plainText('a\u001b[31mb\nc')).toBe('a [31mb c');
  });

  it.each([
    [0, 'normal'],
    [CKF.USER_PIN_COUNT_LOW, 'low'],
    [CKF.USER_PIN_COUNT_LOW | CKF.USER_PIN_FINAL_TRY, 'final'],
    [CKF.USER_PIN_LOCKED | CKF.USER_PIN_FINAL_TRY, 'locked'],
    [BigInt(CKF.USER_PIN_LOCKED), 'locked'],
  ] as const)('flags %s mean %s', (flags, tries) => {
    expect(triesOf(flags)).toBe(tries);
  });

  it.each([
    [4, 8, { min: 4, max: 8 }],
    [4n, 8n, { min: 4, max: 8 }],
    [0, 0, { min: 1, max: 255 }],
    [9, 8, { min: 1, max: 8 }],
    [0xffffffff, 0xffffffff, { min: 1, max: 255 }],
  ])('lengths %s to %s', (minPinLen, maxPinLen, length) => {
    expect(pinStateOf(info({ minPinLen, maxPinLen })).length).toEqual(length);
  });

  it('is left out when it is not set up, or is nonsense; the others are there', () => {
    const slots = [1, 2, 3, 4].map((number) => Buffer.from([number, 0, 0, 0, 0, 0, 0, 0]));
    const infos = [info({ flags: 0 }), info(), info({ serialNumber: '\ufffd'.repeat(16) })];
    const cryptoki = cryptokiWith({
      C_GetSlotList: () => slots,
      C_GetTokenInfo: (slot) => {
        const found = infos[(slot[0] ?? 0) - 1];
        if (found === undefined) throw pkcs11Error(0xe1);
        return found;
      },
    });
    const errors: unknown[] = [];
    const refs = presentTokens(cryptoki, (error) => errors.push(error)).map(({ ref }) => ref);
    expect(refs).toEqual([{ label: 'Label', serial: '0001', slot: '0200000000000000' }]);
    expect(errors).toHaveLength(2);
  });
});

describe('CKR_*', () => {
  it.each([
    [160, 'token.pin-wrong'],
    [162, 'token.pin-wrong'],
    [164, 'token.pin-locked'],
    [50, 'token.removed'],
    [224, 'token.removed'],
    [179, 'token.removed'],
    [0x70, 'token.cannot-sign'],
    [0x63, 'token.cannot-sign'],
    [0x54, 'token.cannot-sign'],
    [5, 'token.module-failed'],
    [48, 'token.module-failed'],
    [0x80000001, 'token.module-failed'],
    [null, 'token.module-failed'],
  ] as const)('%s is %s', (ckr, code) => {
    expect(codeOfCkr(ckr)).toBe(code);
  });

  it('is found in each form of error', () => {
    expect(ckrOf(pkcs11Error(160))).toBe(160);
    expect(ckrOf(new Error('CKR_DEVICE_REMOVED:50\n  at somewhere'))).toBe(50);
    expect(ckrOf(Object.assign(new Error('dlopen failed'), { code: 0 }))).toBeNull();
    expect(ckrOf('160')).toBeNull();
  });
});
