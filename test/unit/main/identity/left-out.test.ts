import { beforeAll, describe, expect, it } from 'vitest';
import type { InventoryEntry } from '../../../../src-main/identity/os-store/inventory/inventory.ts';
import { leftOutReader, mergeLeftOut } from '../../../../src-main/identity/os-store/inventory/left-out.ts';
import { makeAuthority, makeCertificate, makeKeys, serverAuth, type Authority } from '../../../support/certificates.ts';

const policy = { issuers: ['利用者認証局'], now: new Date('2026-11-22T10:00:00Z'), tls13: true };
const entry = (pem: string, hasPrivateKey = true): InventoryEntry => ({ pem, hasPrivateKey, where: 'nss' });

let bank: Authority;
let other: Authority;
beforeAll(async () => {
  bank = await makeAuthority('利用者認証局');
  other = await makeAuthority('別の認証局');
});
const made = async (over: Partial<Parameters<typeof makeCertificate>[1]> = {}, issuer = bank) =>
  (await makeCertificate(issuer, { commonName: '経理 太郎', unit: '0001', ...over })).pem;
const reasons = (offered: readonly string[], inventory: readonly InventoryEntry[], over = {}) =>
  mergeLeftOut(offered, inventory, { ...policy, ...over }).map(({ reason }) => reason);

describe('what the system left out', () => {
  it('is listed with its reason, newest first', async () => {
    const inventory = [
      entry(await made({ to: '2026-06-01T00:00:00Z' })),
      entry(await made({ from: '2026-12-01T00:00:00Z', to: '2027-12-01T00:00:00Z' })),
      entry(await made({ to: '2027-01-01T00:00:00Z' }), false),
      entry(await made({ purposes: [serverAuth], to: '2027-01-02T00:00:00Z' })),
      entry(await made({ to: '2027-01-03T00:00:00Z' }, other)),
      entry(await made({ keys: await makeKeys('rsa1024'), to: '2027-01-04T00:00:00Z' })),
    ];
    expect(reasons([], inventory)).toEqual([
      'not-yet-valid',
      'cannot-sign',
      'wrong-issuer',
      'wrong-usage',
      'no-private-key',
      'expired',
    ]);
  });

  it('is never what is offered, in whatever line ends', async () => {
    const offered = [await made(), await made({ to: '2026-06-01T00:00:00Z' })];
    expect(
      reasons(
        offered,
        offered.map((pem) => entry(pem.replaceAll('\n', '\r\n'), false)),
      ),
    ).toEqual([]);
  });

  it('with nothing wrong is of an issuer the server did not name', async () => {
    expect(reasons([], [entry(await made())])).toEqual(['wrong-issuer']);
    expect(reasons([], [entry(await made({}, other))], { issuers: [] })).toEqual(['wrong-issuer']);
  });

  it("leaves authorities and others' certificates alone", async () => {
    const inventory = [
      entry(bank.pem, false),
      entry(bank.pem, true),
      entry(await made({}, other), false),
      entry(await made({ purposes: [serverAuth] }), false),
      entry('no certificate'),
    ];
    expect(reasons([], inventory)).toEqual([]);
  });

  it('is shown once, with its key when one of the places has it', async () => {
    const ended = await made({ to: '2026-06-01T00:00:00Z' });
    const pem = await made();
    expect(reasons([], [entry(ended), entry(ended)])).toEqual(['expired']);
    expect(reasons([], [entry(pem, false), entry(pem, true)])).toEqual(['wrong-issuer']);
    expect(reasons([], [entry(pem, true), entry(pem, false)])).toEqual(['wrong-issuer']);
  });

  it('may be what a renewal left behind', async () => {
    const ended = entry(await made({ from: '2025-04-01T00:00:00Z', to: '2026-06-01T00:00:00Z' }));
    expect(mergeLeftOut([await made()], [ended], policy)).toMatchObject([{ reason: 'expired', replaced: true }]);
    expect(mergeLeftOut([], [ended, entry(await made())], policy).map(({ replaced }) => replaced)).toEqual([
      false,
      false,
    ]);
  });

  it('is read anew for each list', async () => {
    const ended = entry(await made({ to: '2026-06-01T00:00:00Z' }));
    const read = leftOutReader({ read: async () => [ended] }, policy.issuers, () => policy.now);
    expect(await read([])).toMatchObject([
      { reason: 'expired', holder: '経理 太郎', place: 'os-store', ending: 'ended' },
    ]);
    expect(await read([ended.pem])).toEqual([]);
  });
});
