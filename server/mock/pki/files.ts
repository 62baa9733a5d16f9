import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AuthorityFiles } from './authority.ts';

export const ownerOnly = 0o600;
export const everyone = 0o644;

/** Writes beside the target and renames, so that a reader never meets half a file. */
export async function writeWhole(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content, { mode });
  await chmod(draft, mode);
  await rename(draft, file);
}

/** `null` when there is no such file; every other trouble is the caller's. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export async function readPair(dir: string, name: string): Promise<AuthorityFiles | null> {
  const certPem = await readIfThere(join(dir, `${name}.pem`));
  const keyPem = await readIfThere(join(dir, `${name}.key`));
  return certPem === null || keyPem === null ? null : { certPem, keyPem };
}

export async function writePair(dir: string, name: string, files: AuthorityFiles): Promise<void> {
  await writeWhole(join(dir, `${name}.key`), files.keyPem, ownerOnly);
  await writeWhole(join(dir, `${name}.pem`), files.certPem, everyone);
}
