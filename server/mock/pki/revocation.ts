import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { RevocationConfig } from '../../certificates/revocation-config.ts';
import { listSettingsSchema, ocspSettingsSchema } from '../../certificates/revocation-config.ts';
import { serialOf } from '../../certificates/certificate-name.ts';
import { Certificate } from 'pkijs';
import type { Clock } from '../../clock.ts';
import type { TestPki } from '../pki.ts';
import { everyone, readIfThere, writeWhole } from './files.ts';
import type { Pointers } from './leaf.ts';
import { createResponder, type Responder } from './ocsp-responder.ts';
import { signList } from './revocation-list.ts';

const paths = { root: '/pki/client-root.crl', issuing: '/pki/client-issuing.crl', ocsp: '/ocsp' } as const;
const mostBytes = 16 * 1024;
/** It is the same process that asks and answers, and it may be busy. */
const timeoutMs = 15_000;

const revokedSchema = z.record(z.string().regex(/^[0-9A-F]+$/), z.iso.datetime());
/** Serial number → when. */
export type Revoked = z.infer<typeof revokedSchema>;

/** What the test CA says about the certificates it issued: revocation lists and an OCSP responder on plain http. */
export type MockRevocation = {
  readonly pointers: Pointers;
  /** The server's settings for this CA. */
  readonly config: RevocationConfig;
  /** Revokes a certificate of the issuing CA, at once and for every later run. */
  revoke(certificatePem: string): Promise<void>;
  /** The same for a certificate that is known by its serial number only (upper-case hex). */
  revokeSerial(serial: string): Promise<void>;
  isRevoked(serial: string): Promise<boolean>;
  /** Takes a revocation back, as if it had never been. */
  reinstate(serial: string): Promise<void>;
  /** `false`: lists and responder (or one of them) answer 503, as if the CA were out of reach. */
  setAnswering(on: boolean, what?: 'lists' | 'ocsp'): void;
  /** The responder does not know these serial numbers. */
  setUnknown(serials: ReadonlySet<string>): void;
  /** How often each path was asked. */
  readonly asked: Readonly<Record<keyof typeof paths, number>>;
  /** Serves its own paths and leaves the rest to `next`. */
  before(next: RequestListener): RequestListener;
};

export type MockRevocationOptions = {
  /** Where what was revoked is kept. */
  readonly dir: string;
  readonly pki: TestPki;
  readonly clock: Clock;
  /** Plain-http origin at which `before` is mounted. */
  readonly origin: string;
};

export async function createMockRevocation({
  dir,
  pki,
  clock,
  origin,
}: MockRevocationOptions): Promise<MockRevocation> {
  const file = join(dir, 'revoked.json');
  const responder: Responder = await createResponder(pki);
  const asked = { root: 0, issuing: 0, ocsp: 0 };
  const answering = { lists: true, ocsp: true };
  let unknown: ReadonlySet<string> = new Set();
  // Read anew each time: several worlds may share the folder.
  const revoked = async (): Promise<Revoked> => revokedSchema.parse(JSON.parse((await readIfThere(file)) ?? '{}'));
  const url = (path: keyof typeof paths): string => `${origin}${paths[path]}`;
  const hosts = [new URL(origin).host];

  async function answer(what: keyof typeof paths, request: IncomingMessage): Promise<readonly [string, Uint8Array]> {
    const now = clock.now();
    if (what === 'ocsp')
      return ['application/ocsp-response', await responder(await read(request), await revoked(), now, unknown)];
    const authority = what === 'root' ? pki.clientRoot : pki.clientIssuing;
    return ['application/pkix-crl', await signList(authority, what === 'root' ? {} : await revoked(), now)];
  }

  async function serve(what: keyof typeof paths, request: IncomingMessage, response: ServerResponse): Promise<void> {
    asked[what] += 1;
    if (!answering[what === 'ocsp' ? 'ocsp' : 'lists']) {
      response.writeHead(503).end();
      return;
    }
    try {
      const [type, bytes] = await answer(what, request);
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
    } catch {
      response.writeHead(400).end();
    }
  }

  const keep = (entries: Revoked): Promise<void> => writeWhole(file, `${JSON.stringify(entries, null, 2)}\n`, everyone);
  const revokeSerial = async (serial: string): Promise<void> =>
    keep({ ...(await revoked()), [serial]: clock.now().toISOString() });

  return {
    pointers: { list: url('issuing'), ocsp: url('ocsp') },
    config: {
      kind: 'both',
      // A certificate of an earlier run names a port of that run: then the addresses of this one are asked.
      crl: listSettingsSchema.parse({ hosts, timeoutMs, urls: [url('issuing'), url('root')] }),
      ocsp: ocspSettingsSchema.parse({ url: url('ocsp'), timeoutMs }),
    },
    async revoke(certificatePem) {
      const certificate = new X509Certificate(certificatePem);
      await revokeSerial(serialOf(Certificate.fromBER(certificate.raw).serialNumber));
    },
    revokeSerial,
    isRevoked: async (serial) => Object.hasOwn(await revoked(), serial),
    async reinstate(serial) {
      const { [serial]: _gone, ...others } = await revoked();
      await keep(others);
    },
    setAnswering(on, what) {
      if (what !== 'ocsp') answering.lists = on;
      if (what !== 'lists') answering.ocsp = on;
    },
    setUnknown(serials) {
      unknown = serials;
    },
    asked,
    before: (next) => (request, response) => {
      const path = request.url?.split('?')[0];
      const what = (['root', 'issuing', 'ocsp'] as const).find((name) => paths[name] === path);
      if (what === undefined) next(request, response);
      else void serve(what, request, response);
    },
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a request body is bytes');
    size += chunk.length;
    if (size > mostBytes) throw new Error('too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
