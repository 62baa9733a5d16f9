import { X509Certificate } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensurePki, type TestPki } from '../../../server/mock/pki.ts';
import { isTrusted } from '../../../src-main/shell/test-trust.ts';

const newPki = (): Promise<TestPki> => ensurePki(mkdtempSync(join(tmpdir(), 'renkei-pki-')), { now: () => new Date() });

const certificates = (pki: TestPki): X509Certificate[] => [
  new X509Certificate(pki.server.certPem),
  new X509Certificate(pki.serverCa.pem),
];

describe('a test profile’s trust', () => {
  let ours: TestPki;
  let theirs: TestPki;
  beforeAll(async () => {
    [ours, theirs] = [await newPki(), await newPki()];
  });
  const trust = (): { caSha256: string; hosts: string[] } => ({ caSha256: ours.serverCaSha256, hosts: ['localhost'] });

  it('is the pinned authority for the listed host', () => {
    expect(isTrusted(trust(), 'localhost', certificates(ours), new Date())).toBe(true);
  });

  it('is nobody else: an authority of the same name, another host, another time, a borrowed chain', () => {
    const [ownLeaf, ownCa] = certificates(ours);
    const [otherLeaf] = certificates(theirs);
    if (ownLeaf === undefined || ownCa === undefined || otherLeaf === undefined) throw new Error('no certificates');
    expect(isTrusted(trust(), 'localhost', certificates(theirs), new Date())).toBe(false);
    expect(isTrusted(trust(), 'localhost', [otherLeaf, ownCa], new Date())).toBe(false);
    expect(isTrusted(trust(), 'evil.example', [ownLeaf, ownCa], new Date())).toBe(false);
    expect(isTrusted({ ...trust(), hosts: ['127.0.0.2'] }, '127.0.0.2', [ownLeaf, ownCa], new Date())).toBe(false);
    expect(isTrusted(trust(), 'localhost', [ownLeaf, ownCa], new Date('2050-01-01'))).toBe(false);
    expect(isTrusted(trust(), 'localhost', [ownLeaf], new Date())).toBe(false);
    expect(isTrusted(trust(), 'localhost', [], new Date())).toBe(false);
  });
});
