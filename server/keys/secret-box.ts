import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals what must not lie readable in the database. `context` says what it is and whose (for example the table and the row): a
 * sealed text that was moved to another row does not open.
 */
export type SecretBox = {
  seal(context: string, plain: string): string;
  /** Throws `CannotOpen` when it was sealed under another key, for another context, or was changed. */
  open(context: string, sealed: string): string;
  /** Whether this text was sealed under the newest key. */
  isCurrent(sealed: string): boolean;
};

export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

const version = 'v1';
const saltBytes = 16;
const tagBytes = 16;

const keyIdOf = (masterKey: Uint8Array): string =>
  createHash('sha256').update('renkei/key-id\0').update(masterKey).digest('hex').slice(0, 12);

/** Every text gets a key and an IV of its own (HKDF-SHA256, RFC 5869), so the number of texts under one master key has no limit. */
function derive(masterKey: Uint8Array, salt: Uint8Array): { readonly key: Buffer; readonly iv: Buffer } {
  const bytes = Buffer.from(hkdfSync('sha256', masterKey, salt, 'renkei/secret-box/v1', 44));
  return { key: bytes.subarray(0, 32), iv: bytes.subarray(32) };
}

/** AES-256-GCM (NIST SP 800-38D). The first of the master keys (32 bytes each) seals, all of them open. */
export function secretBox(masterKeys: readonly [Uint8Array, ...Uint8Array[]]): SecretBox {
  const [newest] = masterKeys;
  const newestId = keyIdOf(newest);
  const byId = new Map(masterKeys.map((key) => [keyIdOf(key), key] as const));
  const header = (id: string): string => `${version}.${id}`;
  return {
    seal(context, plain) {
      const salt = randomBytes(saltBytes);
      const { key, iv } = derive(newest, salt);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${header(newestId)}.${context}`));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${header(newestId)}.${salt.toString('base64url')}.${body.toString('base64url')}`;
    },
    open(context, sealed) {
      const [found, id = '', salt = '', body = ''] = sealed.split('.');
      if (found !== version) throw new CannotOpen('not a sealed text');
      const masterKey = byId.get(id);
      if (masterKey === undefined) throw new CannotOpen(`sealed under the key ${id}, which is not among those given`);
      const bytes = Buffer.from(body, 'base64url');
      if (bytes.length < tagBytes) throw new CannotOpen('a sealed text is too short');
      const { key, iv } = derive(masterKey, Buffer.from(salt, 'base64url'));
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
        .setAAD(Buffer.from(`${header(id)}.${context}`))
        .setAuthTag(bytes.subarray(-tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new CannotOpen(`the sealed text for ${context} was changed or belongs elsewhere`, { cause });
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`${header(newestId)}.`),
  };
}
