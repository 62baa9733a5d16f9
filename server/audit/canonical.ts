/** What an audited event may consist of. Numbers are whole and safe, so that every reader writes them the same way. */
export type Canonical =
  null | boolean | number | string | readonly Canonical[] | { readonly [name: string]: Canonical | undefined };

/**
 * One text for one value: JSON without white space, members ordered by their names' UTF-16 code units, members without a
 * value left out (the JSON Canonicalization Scheme, RFC 8785, for values without fractions). Throws on anything else.
 */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (typeof value === 'number') return wholeNumber(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort((one, other) => (one < other ? -1 : 1))
    .flatMap((name) => {
      const member = value[name];
      return member === undefined ? [] : [`${JSON.stringify(name)}:${canonicalJson(member)}`];
    });
  return `{${members.join(',')}}`;
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${String(value)} is not a whole number`);
  return Object.is(value, -0) ? '0' : String(value);
}

/** `Array.isArray` loses read-only lists. */
const isList = (value: Canonical): value is readonly Canonical[] => Array.isArray(value);
