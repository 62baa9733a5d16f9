import { X509Certificate } from 'node:crypto';
import { algorithmsOfKey, recipes, signingMechanisms } from './algorithms.ts';
import { toFailure, type TokenFailure } from './ckr.ts';
import { CKA, CKC, CKF, CKO, type Attribute, type Cryptoki, type Handle } from './cryptoki.ts';
import type { ListedIdentity } from './protocol.ts';
import { presentTokens, tokenNames, triesOf, type PresentToken } from './token-info.ts';

const maxObjects = 64;
const longestChain = 8;

/** Handles of the objects that match; they are good until logout or the end of the session. */
export function findObjects(cryptoki: Cryptoki, session: Handle, template: Attribute[]): readonly Handle[] {
  cryptoki.C_FindObjectsInit(session, template);
  try {
    const found: Handle[] = [];
    for (;;) {
      const some = cryptoki.C_FindObjects(session, 16);
      found.push(...some);
      if (some.length === 0 || found.length >= maxObjects) return found.slice(0, maxObjects);
    }
  } finally {
    cryptoki.C_FindObjectsFinal(session);
  }
}

type OnToken = { readonly keyId: string; readonly certificate: X509Certificate };

/** `null` for an object that is no certificate: tokens hold leftovers of other programs. */
function readCertificate(cryptoki: Cryptoki, session: Handle, object: Handle): OnToken | null {
  const [id, value] = cryptoki.C_GetAttributeValue(session, object, [{ type: CKA.ID }, { type: CKA.VALUE }]);
  if (!Buffer.isBuffer(value?.value)) return null;
  try {
    const certificate = new X509Certificate(value.value);
    return { keyId: Buffer.isBuffer(id?.value) ? id.value.toString('hex') : '', certificate };
  } catch {
    return null;
  }
}

/** The certificate and whoever on the token issued it, as far up as the token goes. */
function chainOf(leaf: X509Certificate, all: readonly OnToken[]): readonly string[] {
  const chain = [leaf];
  for (let last = leaf; chain.length < longestChain;) {
    const subject = last;
    const issuer = all.find(
      ({ certificate }) =>
        certificate.ca &&
        !chain.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256) &&
        subject.checkIssued(certificate),
    );
    if (issuer === undefined) break;
    chain.push(issuer.certificate);
    last = issuer.certificate;
  }
  return chain.map((certificate) => certificate.toString());
}

function identitiesOn(cryptoki: Cryptoki, { slot, ref, info }: PresentToken): readonly ListedIdentity[] {
  const mechanisms = signingMechanisms(cryptoki, slot);
  const session = cryptoki.C_OpenSession(slot, CKF.SERIAL_SESSION);
  try {
    const all = findObjects(cryptoki, session, [
      { type: CKA.CLASS, value: CKO.CERTIFICATE },
      { type: CKA.CERTIFICATE_TYPE, value: CKC.X_509 },
    ]).flatMap((object) => readCertificate(cryptoki, session, object) ?? []);
    // Without an id no key can be found for it; whether the key is there shows only after login.
    return all
      .filter(({ keyId, certificate }) => keyId !== '' && !certificate.ca)
      .map(({ keyId, certificate }) => ({
        token: ref,
        keyId,
        chain: chainOf(certificate, all),
        algorithms: algorithmsOfKey(certificate.publicKey).filter((name) =>
          mechanisms.has(recipes[name].mechanism.mechanism),
        ),
        locked: triesOf(info.flags) === 'locked',
      }));
  } finally {
    cryptoki.C_CloseSession(session);
  }
}

export type Listed = { readonly tokens: readonly string[]; readonly identities: readonly ListedIdentity[] };

/**
 * Customers' certificates on all tokens of the module, without a PIN. A token that is pulled or broken meanwhile is left out.
 * @throws TokenFailure when nothing at all could be read because of errors, or because the token was pulled.
 */
export function listIdentities(cryptoki: Cryptoki): Listed {
  const failures: TokenFailure[] = [];
  const note = (error: unknown): void => void failures.push(toFailure(error));
  const tokens = presentTokens(cryptoki, note);
  // A slot that answers nothing sensible is no token; one that was there and then was not has been pulled.
  let pulled: TokenFailure | undefined;
  const identities = tokens.flatMap((token) => {
    try {
      return identitiesOn(cryptoki, token);
    } catch (error) {
      const failure = toFailure(error);
      failures.push(failure);
      if (failure.code === 'token.removed') pulled = failure;
      return [];
    }
  });
  const broken = failures.find(({ code }) => code !== 'token.removed');
  const reason = broken ?? pulled;
  if (identities.length === 0 && reason !== undefined) throw reason;
  return { tokens: tokenNames(tokens), identities };
}
