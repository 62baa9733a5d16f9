import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { sameName } from '../../../server/authorization/distinguished-name/name.ts';
import { parseName } from '../../../server/authorization/distinguished-name/parse.ts';
import { subjectOf } from '../../../server/authorization/distinguished-name/subject.ts';
import { x509 } from '../../../server/mock/pki/x509.ts';

const same = (one: string, other: string): boolean => sameName(parseName(one), parseName(other));

type Parts = ConstructorParameters<typeof x509.Name>[0];

const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
async function certificateFor(parts: Parts): Promise<Uint8Array> {
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: new x509.Name(parts),
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2027-01-01'),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
  });
  return new Uint8Array(certificate.rawData);
}

describe('a distinguished name as text (RFC 4514)', () => {
  it.each([
    // §4, the examples of the RFC itself.
    ['UID=jsmith,DC=example,DC=net', 'uid=jsmith,dc=example,dc=net'],
    ['OU=Sales+CN=J.  Smith,DC=example,DC=net', 'CN=J. Smith+OU=Sales,DC=example,DC=net'],
    ['CN=James \\"Jim\\" Smith\\, III,DC=example,DC=net', 'CN=James \\22Jim\\22 Smith\\2C III,DC=example,DC=net'],
    ['CN=Before\\0dAfter,DC=example,DC=net', 'CN=Before After,DC=example,DC=net'],
    ['1.3.6.1.4.1.1466.0=#04024869', '1.3.6.1.4.1.1466.0=#04024869'],
    ['CN=Lu\\C4\\8Di\\C4\\87', 'CN=Lučić'],
    // A type may be written in digits, a value by its encoding (here: UTF8String "abc").
    ['2.5.4.3=abc', 'CN=abc'],
    ['CN=#0C03616263', 'CN=abc'],
    ['CN=\\ a\\ ,O=x', 'CN=a,O=x'],
    ['CN=\\#1', 'CN=\\231'],
    ['CN=a\\=b', 'CN=a=b'],
    // caseIgnoreMatch with string preparation (RFC 4518): width and case of a company's name.
    ['O=株式会社ＡＢＣ', 'O=株式会社abc'],
    ['O=ｶﾌﾞｼｷｶﾞｲｼﾔ', 'O=カブシキガイシヤ'],
    ['O=が', 'O=か\u3099'],
    ['O=サンプル\u3000株式会社', 'O=サンプル 株式会社'],
    ['O=ab', 'O=a\\C2\\ADb'],
    ['', ''],
  ])('%s is %s', (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it.each([
    // The order of the parts counts, also when the same attributes are in them.
    ['CN=a,O=b', 'O=b,CN=a'],
    ['CN=a,OU=1,OU=2', 'CN=a,OU=2,OU=1'],
    // One part of two attributes is not two parts.
    ['CN=a+OU=b,O=c', 'CN=a,OU=b,O=c'],
    ['CN=a+OU=b,O=c', 'CN=a,O=c'],
    ['CN=a,O=c', 'CN=a+OU=b,O=c'],
    // More or fewer parts; another type with the same value.
    ['CN=a', 'CN=a,O=b'],
    ['CN=a', 'OU=a'],
    ['CN=a\\,O=b', 'CN=a,O=b'],
    ['CN=a\\+OU=b', 'CN=a+OU=b'],
    // What looks like an encoding and is text.
    ['CN=\\#0C03616263', 'CN=#0C03616263'],
    ['1.2.3.4=#0C03616263', '1.2.3.4=#0C03414243'],
    ['O=はは', 'O=ばば'],
    ['', 'CN=a'],
  ])('%s is not %s', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it.each([
    ['CN', '= was expected'],
    ['=a', 'an attribute was expected'],
    ['CN=a,', 'an attribute was expected at position 5'],
    ['CN=a+', 'an attribute was expected'],
    ['CN=a;O=b', '; must be escaped at position 4'],
    ['CN="a,b"', '" must be escaped'],
    ['CN= a', 'a space at the beginning must be escaped'],
    ['CN=a ,O=b', 'a space at the end must be escaped at position 4'],
    ['CN=a, O=b', 'an attribute was expected at position 5'],
    ['CN=a\\', 'two hexadecimal digits must follow'],
    ['CN=a\\x', 'two hexadecimal digits must follow'],
    ['CN=\\C4', 'escaped bytes are not UTF-8'],
    ['CN=#0', 'pairs of hexadecimal digits'],
    ['CN=#0C0361', 'not one BER element'],
    ['CN=#0C016161', 'not one BER element'],
    ['NOSUCH=a', 'the attribute NOSUCH is not known'],
    ['constructor=a', 'the attribute constructor is not known'],
    ['1.2.3.4=a', 'must be given as #hex'],
    ['2.5.4.03=a', 'is not known'],
    ['CN=a+CN=a', 'appears twice'],
    ['CN=a\0b', 'must be escaped'],
    ['CN=\uD800', 'not allowed'],
  ])('%j is refused: %s', (text, reason) => {
    expect(() => parseName(text)).toThrow(reason);
  });

  it('is refused when nobody is called that long', () => {
    expect(() => parseName(`CN=${'a'.repeat(2000)}`)).toThrow('too long');
  });

  it('any text survives being escaped byte by byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
        fc.pre(!/[\p{Cs}\p{Co}\p{Cn}\uFFFD]/u.test(text));
        const escaped = [...Buffer.from(text, 'utf8')]
          .map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
          .join('');
        const asEncoding = Buffer.from(text, 'utf8');
        const encoded = Buffer.concat([Buffer.from([0x0c, asEncoding.length]), asEncoding]);
        fc.pre(encoded.length < 128);
        return same(`CN=${escaped},O=x`, `CN=#${encoded.toString('hex')},O=x`);
      }),
    );
  });
});

describe('the subject of a certificate', () => {
  it('is found whatever kind of string it is written in', async () => {
    const expected = parseName('CN=api.kaikei.example,OU=連携,O=株式会社みらいソフト,C=JP');
    const certificate = await certificateFor([
      { C: [{ printableString: 'JP' }] },
      { O: [{ utf8String: '株式会社みらいソフト' }] },
      { OU: [{ bmpString: '連携' }] },
      { CN: [{ printableString: 'API.kaikei.example' }] },
    ]);
    expect(sameName(subjectOf(certificate), expected)).toBe(true);
  });

  it('keeps parts of two attributes together, in any order', async () => {
    const certificate = await certificateFor([
      { O: [{ utf8String: 'Comma, "Quote" + Plus' }] },
      { CN: [{ utf8String: 'a' }], '2.5.4.5': [{ printableString: '901' }] },
    ]);
    const subject = subjectOf(certificate);
    expect(subject.map((part) => part.length)).toEqual([1, 2]);
    expect(sameName(subject, parseName('serialNumber=901+CN=a,O=Comma\\, \\"Quote\\" \\+ Plus'))).toBe(true);
    expect(sameName(subject, parseName('serialNumber=901,CN=a,O=Comma\\, \\"Quote\\" \\+ Plus'))).toBe(false);
  });

  it('cannot be imitated by a value that contains a whole name', async () => {
    const imitation = await certificateFor([{ CN: [{ utf8String: 'a,O=b' }] }]);
    expect(sameName(subjectOf(imitation), parseName('CN=a,O=b'))).toBe(false);
    const lines = await certificateFor([{ CN: [{ utf8String: 'b\nO=a' }] }]);
    expect(sameName(subjectOf(lines), parseName('O=a,CN=b'))).toBe(false);
  });

  it('is refused when it is none', () => {
    expect(() => subjectOf(Buffer.from('nothing'))).toThrow();
    expect(() => subjectOf(Buffer.from('3003020101', 'hex'))).toThrow('not a certificate');
  });
});
