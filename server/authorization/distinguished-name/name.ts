/** One attribute of a name: its type as a dotted object identifier, its value prepared for comparison. */
export type Attribute = { readonly type: string; readonly value: string };

/** A relative distinguished name: a set, usually of one. Kept in a fixed order, so that sets can be compared. */
export type RelativeName = readonly Attribute[];

/** A distinguished name in the order of the encoding (X.501): the country first, the common name last. */
export type Name = readonly RelativeName[];

/**
 * Where a distinguished name cannot be read. `at` is the position in the text.
 */
export class BadName extends Error {
  constructor(reason: string, at?: number) {
    super(at === undefined ? reason : `${reason} at position ${at}`);
    this.name = 'BadName';
  }
}

const rank = ({ type, value }: Attribute): string => `${type}=${value}`;

/** A set has no order (X.501 §9.3): whoever writes `CN=a+OU=b` means the same as with `OU=b+CN=a`. */
export function relativeName(attributes: readonly Attribute[]): RelativeName {
  const ranks = attributes.map(rank);
  if (new Set(ranks).size !== ranks.length) throw new BadName('an attribute appears twice in one part of the name');
  return [...attributes].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/**
 * distinguishedNameMatch (RFC 4517 §4.2.15): as many parts, in the same order, and each part the same set of attributes. Values
 * were prepared when they were read, so equal means equal.
 */
export function sameName(one: Name, other: Name): boolean {
  return (
    one.length === other.length &&
    one.every((part, index) => {
      const counterpart = other[index] ?? [];
      return (
        part.length === counterpart.length &&
        part.every((attribute, place) => {
          const against = counterpart[place];
          return against?.type === attribute.type && against.value === attribute.value;
        })
      );
    })
  );
}
