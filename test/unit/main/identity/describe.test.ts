import { beforeAll, describe, expect, it } from 'vitest';
import { nameAttribute, nameLine } from '../../../../src-main/identity/describe-name.ts';
import { daysLeft, endingOf } from '../../../../src-main/identity/ending.ts';
import { describeCertificate } from '../../../../src-main/identity/identity.ts';
import { markReplaced } from '../../../../src-main/identity/replaced.ts';
import type { IdentityView } from '../../../../src-main/contract/views.ts';
import { makeAuthority, makeCertificate, type Authority } from '../../../support/certificates.ts';

const now = new Date('2026-11-22T10:00:00Z');
let bank: Authority;
let other: Authority;
beforeAll(async () => {
  bank = await makeAuthority('利用者認証局');
  other = await makeAuthority('別の認証局');
});

describe('the information of a certificate', () => {
  it('is complete', async () => {
    const { pem } = await makeCertificate(bank, { commonName: '経理 太郎', unit: '0001' });
    const view = describeCertificate('an-id', pem, now);
    expect(view).toEqual({
      id: 'an-id',
      holder: '経理 太郎',
      company: '株式会社さくら商事',
      subject: 'CN=経理 太郎, OU=0001, O=株式会社さくら商事, C=JP',
      issuer: '利用者認証局',
      serial: view.serial,
      notBefore: '2026-04-01T00:00:00.000Z',
      notAfter: '2027-03-31T23:59:59.000Z',
      daysLeft: 129,
      place: 'os-store',
      token: null,
      ending: null,
      replaced: false,
    });
    expect(view.serial).toMatch(/^([0-9A-F]{2} ){15}[0-9A-F]{2}$/);
  });

  it('names the token it lies on', async () => {
    const { pem } = await makeCertificate(bank, { commonName: '経理 太郎' });
    const token = { label: '経理のカード', module: { ja: 'ベンダー', en: 'Vendor' } };
    expect(describeCertificate('an-id', pem, now, token)).toMatchObject({ place: 'token', token });
  });

  it('shows names as they are, whatever stands in them', async () => {
    const company = '株式会社 "A+B", =<さくら>; #1 \\ C';
    const { pem } = await makeCertificate(bank, { commonName: ' a + CN=b, c ', company });
    const view = describeCertificate('an-id', pem, now);
    expect(view.company).toBe(company);
    expect(view.holder).toBe(' a + CN=b, c ');
  });

  it('finds the holder beside another attribute of the same relative name', () => {
    const name = 'C=JP\nO=a\\, b\nUID=9 + CN=x\\+y\\00';
    expect(nameAttribute(name, 'CN')).toBe('x+y\0');
    expect(nameAttribute(name, 'O')).toBe('a, b');
    expect(nameAttribute('OU=x', 'CN')).toBeNull();
    expect(nameLine(name)).toBe('UID=9 + CN=x\\+y\\00, O=a\\, b, C=JP');
  });

  it('throws for what is no certificate', () => {
    expect(() => describeCertificate('an-id', 'x', now)).toThrow();
  });
});

describe('the end that comes near', () => {
  const end = new Date('2027-03-31T23:59:59Z');
  it.each<[string, IdentityView['ending'], number]>([
    ['2027-03-01T23:59:58.999Z', null, 30],
    ['2027-03-01T23:59:59Z', 'in-30-days', 30],
    ['2027-03-21T23:59:58.999Z', 'in-30-days', 10],
    ['2027-03-21T23:59:59Z', 'in-10-days', 10],
    ['2027-03-31T23:59:59Z', 'in-10-days', 0],
    ['2027-03-31T23:59:59.001Z', 'ended', -1],
    ['2028-03-31T23:59:59Z', 'ended', -366],
  ])('at %s is %s (%i days)', (at, ending, days) => {
    expect(endingOf(end, new Date(at))).toBe(ending);
    expect(daysLeft(end, new Date(at))).toBe(days);
  });
});

describe('what a renewal left behind', () => {
  const made = async (request: Parameters<typeof makeCertificate>[1], issuer = bank) =>
    describeCertificate(request.commonName, (await makeCertificate(issuer, request)).pem, now);
  const renewed = { commonName: '経理 太郎', unit: '0001', from: '2026-11-01T00:00:00Z', to: '2027-10-31T00:00:00Z' };
  const before = { commonName: '経理 太郎', unit: '0001', to: '2026-12-31T00:00:00Z' };

  it('is marked, the newer one is not', async () => {
    const list = [await made(before), await made(renewed), await made({ commonName: '総務 花子' })];
    expect(markReplaced(list).map(({ replaced }) => replaced)).toEqual([true, false, false]);
  });

  it("is not another person's, nor another issuer's", async () => {
    const list = [await made({ ...before, unit: '0002' }), await made(before, other), await made(renewed)];
    expect(markReplaced(list).map(({ replaced }) => replaced)).toEqual([false, false, false]);
  });

  it('is not marked for a newer one that cannot be used', async () => {
    const old = [await made(before)];
    const ended = await made({ ...renewed, to: '2026-11-02T00:00:00Z' });
    expect(markReplaced(old, [])[0]?.replaced).toBe(false);
    expect(markReplaced(old, [ended])[0]?.replaced).toBe(false);
    expect(markReplaced(old, [await made(renewed)])[0]?.replaced).toBe(true);
  });

  it('leaves the same certificate in two places alone, and takes a mark back', async () => {
    const one = await made(before);
    expect(markReplaced([one, { ...one, id: 'again' }]).every(({ replaced }) => !replaced)).toBe(true);
    expect(markReplaced([{ ...one, replaced: true }])[0]?.replaced).toBe(false);
  });
});
