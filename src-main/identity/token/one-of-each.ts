import type { TokenIdentity } from './token-port.ts';

/** Of a certificate that is there twice (one token behind two modules) the first that can sign. */
export function oneOfEach(identities: readonly TokenIdentity[]): readonly TokenIdentity[] {
  const best = new Map<string, TokenIdentity>();
  for (const identity of identities) {
    const leaf = identity.chain[0] ?? '';
    const other = best.get(leaf);
    if (other === undefined || (other.algorithms.length === 0 && identity.algorithms.length > 0))
      best.set(leaf, identity);
  }
  return [...best.values()];
}
