import { createHash, type X509Certificate } from 'node:crypto';

/** A line of `certutil -L`: nickname, padded to 60 bytes, and three groups of trust flags. `u`: it has a private key. */
const row = /^(.+?) +([A-Za-z]*),([A-Za-z]*),([A-Za-z]*) *$/;

export type NssRow = { readonly nickname: string; readonly user: boolean };

/**
 * The rows of the table; its heading has no flags. Blanks at the end of a nickname cannot be told from the padding.
 */
export function parseTable(stdout: string): readonly NssRow[] {
  return stdout.split('\n').flatMap((line) => {
    const match = row.exec(line);
    const nickname = match?.[1];
    // The heading's second line ends in "SSL,S/MIME,JAR/XPI": not flags.
    return nickname === undefined ? [] : [{ nickname, user: (match?.[2] ?? '').includes('u') }];
  });
}

/** A line of `certutil -K`: `< 0> rsa      <CKA_ID, hex>   <nickname>`. */
const keyRow = /^<\s*\d+>\s+\S+\s+([0-9a-f]+)\b/gm;

/** `CKA_ID`s of the private keys; `null` when they could not be listed (the database has a password). */
export function parseKeys(status: number | null, stdout: string, stderr: string): ReadonlySet<string> | null {
  const ids = new Set([...stdout.matchAll(keyRow)].map(([, id]) => id ?? ''));
  if (ids.size > 0 || status === 0 || stderr.includes('no keys found')) return ids;
  return null;
}

/**
 * The id NSS gives the key of a certificate: SHA-1 of the RSA modulus, or of the EC point (`PK11_MakeIDFromPubKey`). `null` for
 * other keys.
 */
export function nssKeyId(certificate: X509Certificate): string | null {
  try {
    const { n, x, y } = certificate.publicKey.export({ format: 'jwk' });
    const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');
    const named =
      typeof n === 'string'
        ? bytes(n)
        : typeof x === 'string' && typeof y === 'string'
          ? Buffer.concat([Buffer.of(4), bytes(x), bytes(y)])
          : null;
    return named && createHash('sha1').update(named).digest('hex');
  } catch {
    // A kind of key that this TLS library does not know.
    return null;
  }
}
