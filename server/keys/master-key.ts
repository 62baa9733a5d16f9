import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { secretBox, type SecretBox } from './secret-box.ts';

const length = 32;

/** Where the key comes from under which all others are kept. `text`: what `RENKEI_KEY` holds. `file`: made on the first run. */
export type MasterKeySource = { readonly text: string } | { readonly file: string };

export class BadMasterKey extends Error {
  override readonly name = 'BadMasterKey';
}

function parseKey(text: string): Uint8Array {
  const trimmed = text.trim();
  const key = /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : Buffer.alloc(0);
  if (key.length !== length) throw new BadMasterKey('the key must be 32 bytes in base64 (openssl rand -base64 32)');
  return key;
}

/** Several keys are separated by commas: the first one seals, the others only open what was sealed before it was changed. */
function parseKeys(text: string): readonly [Uint8Array, ...Uint8Array[]] {
  const [first = '', ...older] = text.split(',');
  return [parseKey(first), ...older.map(parseKey)];
}

/** Throws when anybody but the owner could read the key. */
async function readKeyFile(file: string): Promise<string | undefined> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { mode } = await handle.stat();
    // Windows knows no such bits; there the folder's rights count.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new BadMasterKey(`${file} may be read by others than its owner (mode 0600 is required)`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Makes the file whole or not at all, and never replaces one: of two first runs at once, one key counts. */
async function createKeyFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(length).toString('base64')}\n`);
    await handle.sync();
    await link(draft, file).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  } finally {
    await handle.close();
    await unlink(draft);
  }
}

/** The box in which this server keeps its keys. Throws `BadMasterKey` for a key that is none or lies open. */
export async function openSecretBox(source: MasterKeySource): Promise<SecretBox> {
  if ('text' in source) return secretBox(parseKeys(source.text));
  const stored = await readKeyFile(source.file);
  if (stored !== undefined) return secretBox(parseKeys(stored));
  await createKeyFile(source.file);
  const made = await readKeyFile(source.file);
  if (made === undefined) throw new BadMasterKey(`${source.file} could not be made`);
  return secretBox(parseKeys(made));
}

/** `RENKEI_KEY` where it is set, otherwise the file. */
export const masterKeySource = (environment: NodeJS.ProcessEnv, file: string): MasterKeySource => {
  const text = environment['RENKEI_KEY'];
  return text === undefined || text === '' ? { file } : { text };
};
