/** Texts by which a secret could be found, each with the name of its form. */
export type Needles = ReadonlyMap<string, Buffer>;

const aligned = (secret: Buffer): string[] =>
  // Inside of something longer base64 looks different at each of three positions; the ends depend on the neighbours.
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), secret])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });

/** The forms in which a secret could lie about. */
export function needlesFor(secret: string): Needles {
  const bytes = Buffer.from(secret, 'utf8');
  const [first = '', second = '', third = ''] = aligned(bytes);
  return new Map([
    ['UTF-8', bytes],
    ['UTF-16', Buffer.from(secret, 'utf16le')],
    ['base64', Buffer.from(first)],
    ['base64 one on', Buffer.from(second)],
    ['base64 two on', Buffer.from(third)],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['JSON', Buffer.from(JSON.stringify(secret).slice(1, -1))],
    ['percent', Buffer.from(encodeURIComponent(secret))],
    ['form', Buffer.from(new URLSearchParams([['', secret]]).toString().slice(1))],
    ['codes', Buffer.from([...bytes].join(','))],
    ['backwards', Buffer.from([...secret].reverse().join(''))],
  ]);
}

/** The order of the keys, as somebody would write it down. */
export function needlesForOrder(faces: readonly string[]): Needles {
  return new Map([
    ['order', Buffer.from(faces.join(''))],
    ['order in UTF-16', Buffer.from(faces.join(''), 'utf16le')],
    ['order with commas', Buffer.from(faces.join(','))],
    ['order as JSON', Buffer.from(JSON.stringify(faces).slice(1, -1))],
    ['order as codes', Buffer.from(faces.map((face) => face.charCodeAt(0)).join(','))],
  ]);
}

/** The names of the forms that are in there. */
export function found(needles: Needles, haystack: Buffer | string): string[] {
  const where = typeof haystack === 'string' ? Buffer.from(haystack) : haystack;
  return [...needles].filter(([, needle]) => where.includes(needle)).map(([form]) => form);
}
