import { BadName } from './name.ts';

/** Short names (RFC 4514 §3 and those that X.509 tools write) and their object identifiers. Compared without regard to case. */
const short: Readonly<Record<string, string>> = {
  cn: '2.5.4.3',
  sn: '2.5.4.4',
  serialnumber: '2.5.4.5',
  c: '2.5.4.6',
  l: '2.5.4.7',
  st: '2.5.4.8',
  s: '2.5.4.8',
  street: '2.5.4.9',
  o: '2.5.4.10',
  ou: '2.5.4.11',
  title: '2.5.4.12',
  businesscategory: '2.5.4.15',
  postalcode: '2.5.4.17',
  givenname: '2.5.4.42',
  organizationidentifier: '2.5.4.97',
  uid: '0.9.2342.19200300.100.1.1',
  dc: '0.9.2342.19200300.100.1.25',
  emailaddress: '1.2.840.113549.1.9.1',
  jurisdictionc: '1.3.6.1.4.1.311.60.2.1.3',
};

/** All of them are compared by caseIgnoreMatch or caseIgnoreIA5Match (RFC 4519, RFC 2985). */
const known = new Set(Object.values(short));

const dotted = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/;

/** The object identifier behind `CN`, `cn` or `2.5.4.3`. */
export function attributeType(text: string, at: number): string {
  if (dotted.test(text)) return text;
  const type = Object.hasOwn(short, text.toLowerCase()) ? short[text.toLowerCase()] : undefined;
  if (type === undefined) throw new BadName(`the attribute ${text} is not known`, at);
  return type;
}

export const isKnownType = (type: string): boolean => known.has(type);

/** A value of a type that is not known is compared byte by byte; `#` cannot begin a prepared text of a known one. */
export const opaqueValue = (encoded: Uint8Array): string => `#${Buffer.from(encoded).toString('hex')}`;

/**
 * String preparation (RFC 4518 §2) as far as names need it: compatibility forms and case fold together, what cannot be seen is
 * dropped, runs of spaces count as one and those at the ends as none.
 */
export function preparedText(text: string): string {
  if (/[\p{Cs}\p{Co}\p{Cn}\uFFFD]/u.test(text)) throw new BadName('a value has a character that is not allowed');
  return text
    .replace(/[\t\n\v\f\r\u0085]/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\u034F\u180B-\u180D\uFE00-\uFE0F]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\p{Z}+/gu, ' ')
    .replace(/^ | $/gu, '')
    .replace(/^#/u, '\\#');
}
