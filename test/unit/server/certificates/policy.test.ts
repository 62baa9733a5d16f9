import type { X509Certificate } from 'node:crypto';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { revocationConfigSchema } from '../../../../server/certificates/revocation-config.ts';
import {
  checkBySources,
  createRevocationCheck,
  type RevocationAnswer,
  type RevocationSource,
} from '../../../../server/certificates/revocation.ts';
import { standingClock } from '../clock.ts';
import { issue, read } from './pki.ts';

let certificate: X509Certificate;
beforeAll(async () => {
  certificate = read(await issue({ subject: 'CN=x' }));
});

const source = (
  name: 'crl' | 'ocsp',
  answer: RevocationAnswer | null,
  whenSilent: 'refuse' | 'accept' = 'refuse',
): RevocationSource => ({ name, whenSilent, answer: () => (answer === null ? null : Promise.resolve(answer)) });

function logged() {
  const lines: { source?: string; policy?: string; level: number }[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) });
  return { lines, log };
}

const cases: [RevocationSource[], string][] = [
  [[], 'good'],
  [[source('crl', 'good')], 'good'],
  [[source('crl', 'revoked')], 'revoked'],
  [[source('crl', 'silent')], 'unknown'],
  [[source('crl', 'silent', 'accept')], 'good'],
  // The responder's own "unknown" is an answer: soft fail does not touch it.
  [[source('ocsp', 'unknown', 'accept')], 'unknown'],
  [[source('ocsp', null)], 'good'],
  [[source('crl', 'good'), source('ocsp', 'revoked')], 'revoked'],
  [[source('crl', 'revoked'), source('ocsp', 'good')], 'revoked'],
  [[source('crl', 'revoked'), source('ocsp', 'silent')], 'revoked'],
  [[source('crl', 'good'), source('ocsp', 'silent')], 'unknown'],
  [[source('crl', 'good'), source('ocsp', 'silent', 'accept')], 'good'],
  [[source('crl', 'silent', 'accept'), source('ocsp', 'good')], 'good'],
  [[source('crl', 'silent', 'accept'), source('ocsp', 'silent', 'accept')], 'good'],
  [[source('crl', 'silent', 'accept'), source('ocsp', 'silent')], 'unknown'],
];

describe('the policy of revocation', () => {
  it.each(cases.map(([sources, status]) => [sources, status] as const))('%j means %s', async (sources, status) => {
    expect(await checkBySources(sources, logged().log).status(certificate, certificate)).toBe(status);
  });

  it('leaves no silence unsaid, also where it is accepted', async () => {
    const { lines, log } = logged();
    await checkBySources([source('crl', 'silent', 'accept'), source('ocsp', 'good')], log).status(
      certificate,
      certificate,
    );
    expect(lines).toMatchObject([{ level: 40, source: 'crl', policy: 'accept' }]);
  });

  it('refuses by default: a source that is configured and says nothing lets nobody in', async () => {
    for (const config of [
      { kind: 'crl', crl: {} },
      { kind: 'ocsp', ocsp: {} },
      { kind: 'both', crl: {}, ocsp: {} },
    ]) {
      const check = createRevocationCheck(revocationConfigSchema.parse(config), {
        clock: standingClock(),
        log: logged().log,
      });
      expect(await check.status(certificate, certificate), config.kind).toBe('unknown');
    }
    const none = createRevocationCheck({ kind: 'none' }, { clock: standingClock(), log: logged().log });
    expect(await none.status(certificate, certificate)).toBe('good');
  });

  it.each([
    { kind: 'crl', crl: { urls: ['ldap://ca.example.jp/cn=x'] } },
    { kind: 'crl', crl: { hosts: ['https://ca.example.jp'] } },
    { kind: 'ocsp', ocsp: { url: 'file:///etc/passwd' } },
    { kind: 'both', crl: {} },
    { kind: 'maybe' },
  ])('is not made of %j', (config) => {
    expect(revocationConfigSchema.safeParse(config).success).toBe(false);
  });
});
