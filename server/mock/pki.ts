import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { createIntermediate, createRoot, isFresh, loadAuthority, type Authority } from './pki/authority.ts';
import type { AuthorityFiles } from './pki/authority.ts';
import { readPair, writePair } from './pki/files.ts';
import { isFreshLeaf, issueLeaf, type Leaf } from './pki/leaf.ts';
import { daysAfter, distinguishedName } from './pki/x509.ts';

/** The keys and certificates of one mock world. Nothing here vouches for anything outside this machine. */
export type TestPki = {
  readonly serverCa: Authority;
  readonly serverCaFile: string;
  /** SHA-256 of the server CA's DER, hex: how the app recognises it. */
  readonly serverCaSha256: string;
  readonly server: Leaf;
  readonly clientRoot: Authority;
  readonly clientIssuing: Authority;
  /** Another bank's authority: certificates the server must turn away. */
  readonly other: Authority;
  /** Issues the TPPs' certificates for mutual TLS. */
  readonly tppCa: Authority;
  readonly clock: Clock;
};

type Warn = (message: string) => void;

/** Reads an authority back; makes a new one when it is missing, damaged or close to its end. */
async function ensureAuthority(
  dir: string,
  name: string,
  now: Date,
  warn: Warn,
  create: () => Promise<AuthorityFiles>,
  issuer?: Authority,
): Promise<Authority> {
  const stored = await readPair(dir, name);
  if (stored !== null) {
    try {
      const authority = await loadAuthority(stored);
      const signed = !issuer || (await isFreshLeaf(authority.pem, issuer, now));
      if (isFresh(authority, now) && signed) return authority;
      warn(`${name}: renewed, because it is near its end or its issuer changed`);
    } catch (error) {
      warn(`${name}: made again, because it could not be read (${error instanceof Error ? error.message : 'unknown'})`);
    }
  }
  const files = await create();
  await writePair(dir, name, files);
  return loadAuthority(files);
}

async function isUsableServer(stored: AuthorityFiles, ca: Authority, now: Date): Promise<boolean> {
  try {
    await loadAuthority(stored); // checks that key and certificate belong together
    return await isFreshLeaf(stored.certPem, ca, now);
  } catch {
    return false; // a damaged file is simply replaced: it vouches for nothing but this machine
  }
}

async function ensureServer(dir: string, ca: Authority, now: Date): Promise<Leaf> {
  const stored = await readPair(dir, 'server');
  if (stored !== null && (await isUsableServer(stored, ca, now))) return stored;
  const leaf = await issueLeaf({
    subject: distinguishedName([['CN', 'localhost']]),
    issuer: ca,
    notBefore: daysAfter(now, -1),
    notAfter: daysAfter(now, 365),
    usage: 'server',
    hosts: [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
      { type: 'ip', value: '::1' },
    ],
  });
  await writePair(dir, 'server', leaf);
  return leaf;
}

/** Everything is made once and kept in `dir` (private keys readable by the owner only). */
export async function ensurePki(dir: string, clock: Clock, warn: Warn = () => undefined): Promise<TestPki> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const now = clock.now();
  const root = (name: string, commonName: string, pathLength: number): Promise<Authority> =>
    ensureAuthority(dir, name, now, warn, () => createRoot(commonName, now, 10, pathLength));
  const serverCa = await root('server-ca', '連携テスト サーバー認証局', 0);
  const clientRoot = await root('client-root', '成協信用組合 法人ルート認証局', 1);
  const clientIssuing = await ensureAuthority(
    dir,
    'client-issuing',
    now,
    warn,
    () => createIntermediate('成協信用組合 法人認証局 G2', clientRoot, now),
    clientRoot,
  );
  return {
    serverCa,
    serverCaFile: join(dir, 'server-ca.pem'),
    serverCaSha256: createHash('sha256').update(new Uint8Array(serverCa.certificate.rawData)).digest('hex'),
    server: await ensureServer(dir, serverCa, now),
    clientRoot,
    clientIssuing,
    other: await root('other-ca', 'みなと商工信用組合 法人認証局', 0),
    tppCa: await root('tpp-ca', '成協信用組合 連携先認証局', 0),
    clock,
  };
}
