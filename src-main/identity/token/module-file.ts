import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { TokenFailureCode } from './token-port.ts';

export type ModuleFile = { readonly path: string; readonly sha256: string | null };

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** `null` when the file may be loaded: an absolute path, a file, and the very file the bank named by its hash. */
export async function whyNotLoad({ path, sha256 }: ModuleFile): Promise<TokenFailureCode | null> {
  if (!isAbsolute(path)) return 'token.module-failed';
  try {
    if (!(await stat(path)).isFile()) return 'token.module-missing';
    return sha256 === null || (await hashOf(path)) === sha256 ? null : 'token.module-failed';
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    return missing ? 'token.module-missing' : 'token.module-failed';
  }
}
