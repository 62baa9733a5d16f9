import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { receiptClaimsSchema, receiptType, type ReceiptClaims } from '../../server/contract/links.ts';
import type { PublishedKeys } from '../consent/published-keys.ts';

type Expected = { readonly issuer: string; readonly link: string };

/**
 * What a receipt says, if the bank's published key signed it and it is about this link; otherwise `null`. @throws {NetworkError} when
 * the keys cannot be read.
 */
export async function checkReceipt(
  receipt: string,
  keys: Pick<PublishedKeys, 'find'>,
  { issuer, link }: Expected,
): Promise<ReceiptClaims | null> {
  const kid = kidOf(receipt);
  const key = kid === null ? null : await keys.find(kid);
  if (key === null) return null;
  try {
    const { payload } = await compactVerify(receipt, await importJWK(key, 'ES256'), { algorithms: ['ES256'] });
    const claims = receiptClaimsSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
    return claims.iss === issuer && claims.link === link ? claims : null;
  } catch {
    return null; // whatever is wrong with it, it proves nothing
  }
}

function kidOf(receipt: string): string | null {
  try {
    const { kid, typ, alg } = decodeProtectedHeader(receipt);
    return typ === receiptType && alg === 'ES256' ? (kid ?? null) : null;
  } catch {
    return null; // not a JWS
  }
}
