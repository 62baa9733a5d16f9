import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { derFromPem } from './keys.ts';

pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto }));

/** Few on purpose: these keys are for tests, and their password lies beside them. */
const iterations = 10_000;
const friendlyName = '1.2.840.113549.1.9.20';
const localKeyId = '1.2.840.113549.1.9.21';
const certificateBag = '1.2.840.113549.1.12.10.1.3';
const shroudedKeyBag = '1.2.840.113549.1.12.10.1.2';

export type Pkcs12Parts = {
  readonly certPem: string;
  readonly keyPem: string;
  /** The certificates above, in PEM, nearest first. */
  readonly chain: readonly string[];
  readonly name: string;
};

const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function attributes(keyId: Uint8Array, name: string): pkijs.Attribute[] {
  return [
    new pkijs.Attribute({ type: localKeyId, values: [new asn1js.OctetString({ valueHex: buffer(keyId) })] }),
    new pkijs.Attribute({ type: friendlyName, values: [new asn1js.BmpString({ value: name })] }),
  ];
}

function certificateSafeBag(pem: string, bagAttributes?: pkijs.Attribute[]): pkijs.SafeBag {
  return new pkijs.SafeBag({
    bagId: certificateBag,
    bagValue: new pkijs.CertBag({ parsedValue: pkijs.Certificate.fromBER(derFromPem(pem)) }),
    ...(bagAttributes ? { bagAttributes } : {}),
  });
}

/**
 * A PKCS#12 file (RFC 7292) with today's algorithms: PBES2 with AES-256-CBC and HMAC-SHA-256, and an HMAC-SHA-256 over
 * all of it. NSS, OpenSSL 3 and Windows (from 1709) read it. The password must be ASCII: readers disagree beyond it.
 */
export async function toPkcs12(parts: Pkcs12Parts, password: string): Promise<Uint8Array> {
  if (!/^[\x21-\x7e]+$/.test(password)) throw new Error('a PKCS#12 password must be printable ASCII');
  const secret = buffer(new TextEncoder().encode(password));
  const leafDer = derFromPem(parts.certPem);
  const named = attributes(createHash('sha1').update(leafDer).digest(), parts.name);
  const cipher = {
    password: secret,
    // The type asks for an iv; the engine draws a fresh one for each part.
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256, iv: new Uint8Array(16) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: iterations,
  };

  const keyBag = new pkijs.PKCS8ShroudedKeyBag({
    parsedValue: pkijs.PrivateKeyInfo.fromBER(derFromPem(parts.keyPem)),
  });
  await keyBag.makeInternalValues(cipher);

  const certificates = new pkijs.SafeContents({
    safeBags: [certificateSafeBag(parts.certPem, named), ...parts.chain.map((pem) => certificateSafeBag(pem))],
  });
  const keys = new pkijs.SafeContents({
    safeBags: [new pkijs.SafeBag({ bagId: shroudedKeyBag, bagValue: keyBag, bagAttributes: named })],
  });
  const safe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 1, value: certificates },
        { privacyMode: 0, value: keys },
      ],
    },
  });
  await safe.makeInternalValues({ safeContents: [cipher, {}] });

  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } });
  await pfx.makeInternalValues({
    password: secret,
    iterations,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(pfx.toSchema().toBER(false));
}
