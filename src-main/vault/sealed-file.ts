import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../diagnostics/log.ts';

/** Bytes that outlive a run, readable only with a key. */
export interface SealedStore {
  /** `null`: nothing was written yet, or it can be read no more (then it is kept beside). Never rejects. */
  read(): Promise<Uint8Array | null>;
  /** `false`: it could not be written; what was there before stays. Never rejects. */
  write(content: Uint8Array): Promise<boolean>;
  /** For content nobody understands: nothing is written over it. Never rejects. */
  putAside(): Promise<void>;
}

type Options = {
  readonly file: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** What the content is and whose, e.g. `receipts Renkei production auth.bank.example`: it opens as nothing else. */
  readonly context: string;
  readonly log: Log;
};

const magic = Buffer.from('RENKEI1\n', 'ascii');
const nonceLength = 12;
const tagLength = 16;
const maxBytes = 4 * 1024 * 1024;

export function sealBytes(content: Uint8Array, key: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.concat([magic, Buffer.from(context)]));
  const body = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([magic, nonce, body, cipher.getAuthTag()]);
}

/** @throws for another key, another context, or bytes that were touched. */
export function openBytes(sealed: Uint8Array, key: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed);
  const start = magic.length + nonceLength;
  if (bytes.length < start + tagLength || !bytes.subarray(0, magic.length).equals(magic)) {
    throw new RangeError('not a sealed file');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(magic.length, start), {
    authTagLength: tagLength,
  })
    .setAAD(Buffer.concat([magic, Buffer.from(context)]))
    .setAuthTag(bytes.subarray(-tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(start, -tagLength)), decipher.final()]);
}

/** A file under AES-256-GCM, written whole beside its place and renamed into it, for its owner only. */
export class SealedFile implements SealedStore {
  readonly #options: Options;
  /** What lies there could be neither read nor put aside. */
  #blocked = false;

  constructor(options: Options) {
    this.#options = options;
  }

  async read(): Promise<Uint8Array | null> {
    const { file, key, context, log } = this.#options;
    try {
      if ((await stat(file)).size > maxBytes) throw new RangeError('larger than it can be');
      return openBytes(await readFile(file), key, context);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      log.error({ reason: codeOf(error) }, 'a sealed file cannot be read: it is kept beside');
      await this.putAside();
      return null;
    }
  }

  async putAside(): Promise<void> {
    const { file, log } = this.#options;
    try {
      await rename(file, `${file}.unreadable`);
    } catch (error) {
      this.#blocked = true;
      log.error({ reason: codeOf(error) }, 'a sealed file could not be put aside: it stays, and nothing is written');
    }
  }

  async write(content: Uint8Array): Promise<boolean> {
    const { file, key, context, log } = this.#options;
    if (this.#blocked) return false;
    const draft = `${file}.${randomUUID()}`;
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(draft, sealBytes(content, key, context), { mode: 0o600, flush: true });
      await rename(draft, file);
      return true;
    } catch (error) {
      log.error({ reason: codeOf(error) }, 'a sealed file was not written');
      await rm(draft, { force: true }).catch(() => undefined);
      return false;
    }
  }
}

/** The kind of an error; its message would carry the path, and with it the user's name. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
