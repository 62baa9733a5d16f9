/** Everything Node escapes in a name (RFC 2253 §2.4): a character, or a byte as two hex digits. */
const escaped = /\\([0-9A-Fa-f]{2}|[\s\S])/g;

function plain(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(escaped, (_all, what: string) =>
    what.length === 2 ? String.fromCharCode(Number.parseInt(what, 16)) : what,
  );
}

/** Several names may stand on one line of Node's form (`UID=9 + CN=…`); a `+` that belongs to a value is escaped there. */
const parts = (name: string): readonly string[] => name.split('\n').flatMap((line) => line.split(/(?<!\\) \+ /));

/**
 * The first attribute of that type, as it reads. `name` is the `subject` or `issuer` of Node's `X509Certificate`: one relative
 * name per line, most general first, values escaped.
 */
export function nameAttribute(name: string, type: 'CN' | 'O'): string | null {
  const part = parts(name).find((one) => one.startsWith(`${type}=`));
  return part === undefined ? null : plain(part.slice(type.length + 1));
}

/** `CN=…, OU=…, O=…, C=JP`: most specific first (RFC 4514 §2.1); escapes stay, since they tell a comma from a separator. */
export function nameLine(name: string): string {
  return name.split('\n').reverse().join(', ');
}
