import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isMockStart,
  mockChoice,
  loadProfile,
  ProfileError,
  profilePath,
  refuseWrongWorld,
} from '../../../src-main/policy/load-profile.ts';

const words = { ja: '成協信用組合', en: 'Seikyo Credit Cooperative' };
const good = {
  environment: 'test',
  bank: { name: words, support: { name: words, phone: '0120-000-000', hours: words } },
  issuer: 'https://localhost:9443',
  certificateOrigin: 'https://localhost:9444',
  scheme: 'renkei-mock',
  trust: { caSha256: 'a'.repeat(64), hosts: ['localhost'] },
};

function written(content: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'renkei-profile-')), 'profile.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('the bank profile', () => {
  it('is read', () => {
    expect(loadProfile(written(good))).toEqual({ ...good, certificateIssuers: [], tokenModules: [] });
  });

  it('that is shipped as the sample is valid', () => {
    expect(loadProfile('build/profiles/sample.json')).toMatchObject(
      JSON.parse(readFileSync('build/profiles/sample.json', 'utf8')),
    );
  });

  it.each([
    ['not JSON', '{'],
    ['plain http', { ...good, issuer: 'http://auth.bank.example' }],
    ['an issuer with a path', { ...good, issuer: 'https://auth.bank.example/x' }],
    ['test trust in production', { ...good, environment: 'production' }],
    ['a scheme another program could own', { ...good, scheme: 'https' }],
    ['a mock world in production', { ...good, environment: 'production', trust: null }],
    ['a mock world that is elsewhere', { ...good, issuer: 'https://auth.bank.example' }],
    ['a bank on this machine', { ...good, scheme: 'renkei-seikyo' }],
    ['a field nobody knows', { ...good, debug: true }],
  ])('is refused with the file and the reason: %s', (_what, content) => {
    const file = written(content);
    expect(() => loadProfile(file)).toThrow(ProfileError);
    expect(() => loadProfile(file)).toThrow(file);
  });

  it('comes from the command line only while the app is not packaged', () => {
    const argv = ['renkei', '--profile=/tmp/other.json'];
    expect(profilePath({ packaged: false, resources: '/r', argv })).toBe('/tmp/other.json');
    expect(profilePath({ packaged: true, resources: '/r', argv })).toBe('/r/profile.json');
    expect(() => profilePath({ packaged: false, resources: '/r', argv: [] })).toThrow(ProfileError);
  });

  it('of a bank is refused by a mock start, and the other way round', () => {
    const mock = loadProfile(written(good));
    const bank = loadProfile('build/profiles/sample.json');
    const fits = (profile: typeof mock, mocked: boolean, packaged: boolean) => () => {
      refuseWrongWorld(profile, { mock: mocked, packaged });
    };
    expect(fits(bank, true, true)).toThrow(ProfileError);
    expect(fits(bank, true, false)).toThrow(ProfileError);
    expect(fits(mock, false, true)).toThrow(ProfileError);
    expect(fits(mock, true, true)).not.toThrow();
    expect(fits(bank, false, true)).not.toThrow();
    expect(fits(mock, false, false)).not.toThrow();
    expect(
      [
        ['renkei', '--mock'],
        ['renkei', '--mocked'],
      ].map(isMockStart),
    ).toEqual([true, false]);
    expect(mockChoice(['renkei', '--mock', '--persona=token-eiko', '--personas=people', '--tpps=./tpps'])).toEqual({
      persona: 'token-eiko',
      personas: 'people',
      tpps: './tpps',
    });
    expect(mockChoice(['renkei', '--mock'])).toEqual({ persona: null, personas: null, tpps: null });
    // Another folder than was meant would forget who is in this one.
    for (const argv of [['--personas='], ['--personas', 'people'], ['--tpps=']])
      expect(() => mockChoice(['renkei', '--mock', ...argv])).toThrow(ProfileError);
  });
});
