import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServerConfig } from '../../../server/config.ts';
import type { RevocationConfig } from '../../../server/certificates/revocation-config.ts';
import { Refused, type Identity } from '../../support/app-client.ts';
import { newHolder, type Holder } from '../../support/proof.ts';
import { beginJourney } from '../../support/walk.ts';
import { openTestWorld, type TestWorld } from '../../support/world.ts';

const identityOf = ({ certPem, chainPem, keyPem }: Holder): Identity => ({ cert: certPem + chainPem, key: keyPem });

/** How a login by mutual TLS ends: the next step, or the code of the refusal. */
async function login(test: TestWorld, holder: Holder): Promise<string> {
  const journey = await beginJourney(test.world, { identity: identityOf(holder) });
  try {
    await journey.app.presentCertificate();
    return journey.app.snapshot.step.kind;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.problem.code;
  } finally {
    await journey.close();
  }
}

type Both = Extract<RevocationConfig, { kind: 'both' }>;
const changing =
  (change: (both: Both) => RevocationConfig) =>
  (config: ServerConfig): ServerConfig => {
    if (config.revocation.kind !== 'both') throw new Error('the mock world asks both');
    const { crl, ...rest } = config.revocation;
    return { ...config, revocation: change({ ...rest, crl: { ...crl, maximumAgeMinutes: 10 } }) };
  };

const kinds: [string, (both: Both) => RevocationConfig, ('root' | 'issuing' | 'ocsp')[]][] = [
  ['lists and OCSP', (both) => both, ['root', 'issuing', 'ocsp']],
  // Only what the certificate itself names: no configured address. The CA's own certificate names none.
  [
    'OCSP by the certificate’s own address',
    ({ ocsp: { url: _url, ...ocsp }, crl }) => ({ kind: 'ocsp', ocsp: { ...ocsp, hosts: crl.hosts } }),
    ['ocsp'],
  ],
  [
    'lists by the certificate’s own address',
    ({ crl }) => ({ kind: 'crl', crl: { ...crl, urls: crl.urls.filter((url) => url.includes('root')) } }),
    ['root', 'issuing'],
  ],
];

describe.each(kinds)('revocation by %s', (_name, change, sources) => {
  let test: TestWorld;
  let holder: Holder;
  beforeAll(async () => {
    test = await openTestWorld({ adjust: changing(change) });
    holder = await newHolder(test.world, 'keiri-taro');
  });
  afterAll(() => test.close());

  it('asks where it should, lets a good certificate in and turns the revoked one away', async () => {
    expect(await login(test, holder)).toBe('password');
    const { asked } = test.world.revocation;
    expect((['root', 'issuing', 'ocsp'] as const).filter((source) => asked[source] > 0)).toEqual(sources);
    await test.world.revocation.revoke(holder.certPem);
    // A list that is at hand is used until it is time for a new one.
    test.clock.forward(11);
    expect(await login(test, holder)).toBe('certificate.revoked');
  });

  it('leaves the others alone, and stays so after a restart', async () => {
    expect(await login(test, await newHolder(test.world, 'keiri-taro'))).toBe('password');
    await test.restart();
    expect(await login(test, holder)).toBe('certificate.revoked');
  });
});

describe('a CA out of reach', () => {
  it.each<[string, (both: Both) => RevocationConfig, string]>([
    ['is a refusal', (both) => both, 'certificate.status-unknown'],
    [
      'is a refusal even when only the lists are needed',
      ({ crl }) => ({ kind: 'crl', crl }),
      'certificate.status-unknown',
    ],
    [
      'lets in where the bank says so',
      ({ crl, ocsp }) => ({
        kind: 'both',
        crl: { ...crl, whenSilent: 'accept' },
        ocsp: { ...ocsp, whenSilent: 'accept' },
      }),
      'password',
    ],
  ])('%s', async (_what, change, outcome) => {
    const test = await openTestWorld({ adjust: changing(change) });
    const holder = await newHolder(test.world, 'keiri-taro');
    test.world.revocation.setAnswering(false);
    expect(await login(test, holder)).toBe(outcome);
    await test.close();
  });

  it('is bridged by the list at hand; a new list is taken once there is one', async () => {
    const test = await openTestWorld({ adjust: changing(({ crl }) => ({ kind: 'crl', crl })) });
    const holder = await newHolder(test.world, 'keiri-taro');
    expect(await login(test, holder)).toBe('password');
    test.world.revocation.setAnswering(false);
    await test.world.revocation.revoke(holder.certPem);
    test.clock.forward(11);
    expect(await login(test, holder)).toBe('password');
    test.world.revocation.setAnswering(true);
    test.clock.forward(1);
    expect(await login(test, holder)).toBe('certificate.revoked');
    await test.close();
  });
});

describe('a revocation', () => {
  let test: TestWorld;
  beforeAll(async () => {
    test = await openTestWorld();
  });
  afterAll(() => test.close());

  it('counts at once where OCSP is asked, and the customer can log in with his new certificate', async () => {
    const lost = await newHolder(test.world, 'keiri-taro');
    expect(await login(test, lost)).toBe('password');
    await test.world.revocation.revoke(lost.certPem);
    expect(await login(test, lost)).toBe('certificate.revoked');
    expect(await login(test, await newHolder(test.world, 'keiri-taro'))).toBe('password');
  });

  it('is not undone by a certificate that names another CA’s addresses', async () => {
    const pointers = { list: 'http://127.0.0.1:1/none.crl', ocsp: 'http://127.0.0.1:1/ocsp' };
    const holder = await newHolder(test.world, 'keiri-taro', { pointers });
    expect(await login(test, holder)).toBe('password');
    await test.world.revocation.revoke(holder.certPem);
    expect(await login(test, holder)).toBe('certificate.revoked');
  });
});
