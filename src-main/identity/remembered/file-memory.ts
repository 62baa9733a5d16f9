import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../diagnostics/log.ts';
import {
  maxRemembered,
  recall,
  remember,
  type Environment,
  type Memory,
  type RememberedCertificates,
} from './remembered.ts';

const maxBytes = 64 * 1024;

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);
const content = z.strictObject({
  version: z.literal(1),
  certificates: z
    .array(z.strictObject({ bank: z.string().max(300), environment: z.enum(['test', 'production']), fingerprint }))
    .max(maxRemembered),
});

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** In a small JSON file of the user's own data folder. It is read once; a file that cannot be understood is forgotten. */
export class FileMemory implements RememberedCertificates {
  readonly #file: string;
  readonly #log: Log;
  #memory: Memory;
  /** Writes stand in line, so that the last one wins. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
    this.#memory = this.#read();
  }

  get(bank: string, environment: Environment): string | null {
    return recall(this.#memory, bank, environment);
  }

  set(bank: string, environment: Environment, value: string): Promise<boolean> {
    if (!fingerprint.safeParse(value).success) return Promise.resolve(false);
    this.#memory = remember(this.#memory, bank, environment, value);
    const written = this.#writing.then(() => this.#write(this.#memory));
    this.#writing = written;
    return written;
  }

  #read(): Memory {
    try {
      if (statSync(this.#file).size > maxBytes) throw new RangeError('larger than it can be');
      return content.parse(JSON.parse(readFileSync(this.#file, 'utf8'))).certificates;
    } catch (error) {
      if (!isMissing(error)) this.#log.warn({ reason: nameOf(error) }, 'remembered certificates forgotten');
      return [];
    }
  }

  /** Beside the target and renamed, so that a reader (or a power cut) never meets half a file. */
  async #write(certificates: Memory): Promise<boolean> {
    const draft = `${this.#file}.${randomUUID()}`;
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFile(draft, `${JSON.stringify({ version: 1, certificates })}\n`, { mode: 0o600, flush: true });
      await rename(draft, this.#file);
      return true;
    } catch (error) {
      this.#log.warn({ reason: nameOf(error) }, 'remembered certificate not written');
      await rm(draft, { force: true }).catch(() => undefined);
      return false;
    }
  }
}

/** The kind of an error; its message would carry the path, and with it the user's name. */
function nameOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
