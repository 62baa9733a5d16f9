import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../prepare/paths.mjs';

const inputs = ['src-main', 'src-renderer', 'server', 'scripts/build'];
const inputFiles = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'vite.config.ts'];

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** SHA-256 over names and contents of everything a build reads from the project. */
export const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const file of [...inputs.flatMap(filesBelow), ...inputFiles.map((name) => join(root, name))]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
};
