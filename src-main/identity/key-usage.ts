/** One DER value (X.690 §8.1): its tag and what it holds. */
type Value = { readonly tag: number; readonly content: Uint8Array };

const sequence = 0x30;
const objectId = 0x06;
const octetString = 0x04;
const bitString = 0x03;
/** `extensions [3] EXPLICIT` of a TBSCertificate (RFC 5280 §4.1). */
const extensionsTag = 0xa3;
/** 2.5.29.15 (RFC 5280 §4.2.1.3). */
const keyUsageId = [0x55, 0x1d, 0x0f] as const;
/** The first bit of the key usage. */
const digitalSignature = 0x80;

/** Length and where the content starts; `null` for what DER does not allow, or what is longer than its frame. */
function header(der: Uint8Array, at: number): { readonly start: number; readonly end: number } | null {
  const first = der[at + 1];
  if (first === undefined) return null;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const bytes = first & 0x7f;
  if (bytes === 0 || bytes > 3 || at + 2 + bytes > der.length) return null;
  let length = 0;
  for (const byte of der.subarray(at + 2, at + 2 + bytes)) length = length * 256 + byte;
  return { start: at + 2 + bytes, end: at + 2 + bytes + length };
}

/** The values that stand one after the other in `der`; what cannot be read ends the list. */
function values(der: Uint8Array): readonly Value[] {
  const list: Value[] = [];
  for (let at = 0; at < der.length;) {
    const found = header(der, at);
    if (found === null || found.end > der.length) break;
    list.push({ tag: der[at] ?? 0, content: der.subarray(found.start, found.end) });
    at = found.end;
  }
  return list;
}

const inside = (list: readonly Value[], tag: number): readonly Value[] =>
  values(list.find((value) => value.tag === tag)?.content ?? new Uint8Array());

const isKeyUsage = (extension: readonly Value[]): boolean => {
  const id = extension[0];
  return (
    id?.tag === objectId && id.content.length === 3 && keyUsageId.every((byte, index) => id.content[index] === byte)
  );
};

/**
 * Whether the key usage of a certificate allows digital signatures; `false` also when it says nothing of it, as the server sees
 * it. Node's `X509Certificate` tells the *extended* key usage only, and a whole ASN.1 library for one bit would double the size
 * of the main process. `der` was accepted by `X509Certificate` before.
 */
export function allowsDigitalSignature(der: Uint8Array): boolean {
  const certificate = inside(values(der), sequence);
  const extensions = inside(inside(inside(certificate, sequence), extensionsTag), sequence);
  const keyUsage = extensions.map(({ content }) => values(content)).find(isKeyUsage);
  const bits = inside(keyUsage ?? [], octetString).find(({ tag }) => tag === bitString)?.content;
  // The first byte of a bit string counts the unused bits of its last one (X.690 §8.6.2).
  return ((bits?.[1] ?? 0) & digitalSignature) !== 0;
}
