import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOutReasons } from '../../../../src-main/contract/views.ts';
import { eligibility, type EligibilityPolicy } from '../../../../src-main/identity/eligibility.ts';
import type { CertificateFacts, KeyFacts } from '../../../../src-main/identity/facts.ts';

type Facts = CertificateFacts & { readonly hasPrivateKey: boolean };

const good: Facts = {
  issuer: '利用者認証局',
  notBefore: new Date('2026-04-01T00:00:00Z'),
  notAfter: new Date('2027-03-31T23:59:59Z'),
  authority: false,
  digitalSignature: true,
  clientAuth: true,
  key: { kind: 'rsa', bits: 2048 },
  hasPrivateKey: true,
};
const policy: EligibilityPolicy = { issuers: ['利用者認証局'], now: new Date('2026-11-22T10:00:00Z'), tls13: true };
const judge = (over: Partial<Facts>, how: Partial<EligibilityPolicy> = {}) =>
  eligibility({ ...good, ...over }, { ...policy, ...how });

describe('whether a certificate can be used', () => {
  it.each<[string, Partial<Facts>]>([
    ['eligible', {}],
    ['expired', { notAfter: new Date('2026-11-22T09:59:59Z') }],
    ['not-yet-valid', { notBefore: new Date('2026-11-22T10:00:01Z') }],
    ['no-private-key', { hasPrivateKey: false }],
    ['wrong-usage', { digitalSignature: false }],
    ['wrong-usage', { clientAuth: false }],
    ['wrong-usage', { authority: true }],
    ['wrong-issuer', { issuer: '利用者認証局2' }],
    ['cannot-sign', { key: { kind: 'rsa', bits: 2047 } }],
    ['cannot-sign', { key: { kind: 'rsa', bits: 1024 } }],
    ['cannot-sign', { key: { kind: 'ec', curve: 'secp256k1' } }],
    ['cannot-sign', { key: { kind: 'other' } }],
  ])('%s: %o', (expected, over) => {
    expect(judge(over)).toBe(expected);
  });

  it('takes other curves for TLS 1.3 than for the signed proof', () => {
    const on = (curve: string, tls13: boolean) => judge({ key: { kind: 'ec', curve } }, { tls13 });
    for (const curve of ['prime256v1', 'secp384r1', 'secp521r1']) expect(on(curve, true)).toBe('eligible');
    expect(on('prime256v1', false)).toBe('eligible');
    for (const curve of ['secp384r1', 'secp521r1']) expect(on(curve, false)).toBe('cannot-sign');
  });

  it('is good from its first to its last second', () => {
    const at = (now: string) => judge({}, { now: new Date(now) });
    expect(at('2026-03-31T23:59:59.999Z')).toBe('not-yet-valid');
    expect(at('2026-04-01T00:00:00.000Z')).toBe('eligible');
    expect(at('2027-03-31T23:59:59.000Z')).toBe('eligible');
    expect(at('2027-03-31T23:59:59.001Z')).toBe('expired');
  });

  it('does not judge the issuer when the bank names none', () => {
    expect(judge({ issuer: 'その他' }, { issuers: [] })).toBe('eligible');
  });
});

const key: fc.Arbitrary<KeyFacts> = fc.oneof(
  fc.record({ kind: fc.constant('rsa' as const), bits: fc.constantFrom(512, 1024, 2048, 4096) }),
  fc.record({ kind: fc.constant('ec' as const), curve: fc.constantFrom('prime256v1', 'secp384r1', 'secp256k1', '') }),
  fc.constant({ kind: 'other' as const }),
);
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
const facts: fc.Arbitrary<Facts> = fc.record({
  issuer: fc.constantFrom('利用者認証局', '別の認証局'),
  notBefore: instant,
  notAfter: instant,
  authority: fc.boolean(),
  digitalSignature: fc.boolean(),
  clientAuth: fc.boolean(),
  key,
  hasPrivateKey: fc.boolean(),
});

describe('for any certificate', () => {
  it('there is one answer, and nothing wrong is eligible', () => {
    fc.assert(
      fc.property(facts, instant, fc.boolean(), (one, now, tls13) => {
        const answer = eligibility(one, { ...policy, now, tls13 });
        expect(['eligible', ...leftOutReasons]).toContain(answer);
        const right =
          one.issuer === '利用者認証局' &&
          one.notBefore <= now &&
          now <= one.notAfter &&
          one.clientAuth &&
          !one.authority;
        if (answer === 'eligible') expect(right && one.digitalSignature && one.hasPrivateKey).toBe(true);
      }),
    );
  });

  it('what signs a proof also signs in TLS 1.3', () => {
    fc.assert(
      fc.property(facts, instant, (one, now) => {
        const proof = eligibility(one, { ...policy, now, tls13: false });
        if (proof !== 'cannot-sign') expect(eligibility(one, { ...policy, now, tls13: true })).toBe(proof);
      }),
    );
  });

  it('putting right the reason given leads on, until it is eligible', () => {
    const repair = {
      'wrong-issuer': { issuer: good.issuer },
      'not-yet-valid': { notBefore: policy.now },
      expired: { notAfter: policy.now },
      'wrong-usage': { authority: false, digitalSignature: true, clientAuth: true },
      'no-private-key': { hasPrivateKey: true },
      'cannot-sign': { key: good.key },
    };
    fc.assert(
      fc.property(facts, (start) => {
        let one = start;
        const seen: string[] = [];
        for (;;) {
          const answer = eligibility(one, policy);
          if (answer === 'eligible') break;
          expect(seen).not.toContain(answer);
          seen.push(answer);
          one = { ...one, ...repair[answer] };
        }
      }),
    );
  });
});
