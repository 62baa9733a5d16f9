import { createHash } from 'node:crypto';
import type { IdentityView, LeftOutReason, LeftOutView, Words } from '../contract/views.ts';
import type { OfferedCertificate } from './certificate-login.ts';
import type { TokenIdentity } from './token/token-port.ts';

/** A certificate the customer may choose, and where its key is. */
export type Offer = { readonly view: IdentityView; readonly pem: string; readonly fingerprint: string } & (
  | { readonly place: 'os-store'; readonly offered: OfferedCertificate }
  | { readonly place: 'token'; readonly identity: TokenIdentity }
);

export type Offers = { readonly offers: readonly Offer[]; readonly leftOut: readonly LeftOutView[] };

/** What the pure parts beside this file say of a certificate. */
export type Judge = {
  readonly describe: (id: string, pem: string, token: IdentityView['token']) => IdentityView;
  readonly reason: (pem: string) => LeftOutReason | null;
  /** How the bank calls a module. */
  readonly moduleName: (id: string) => Words;
  readonly markReplaced: <T extends IdentityView>(
    views: readonly T[],
    usable?: readonly IdentityView[],
  ) => readonly T[];
};

/** SHA-256 of the certificate, hex. Of its bytes as they are: to parse two hundred certificates takes longer than to list them. */
export function fingerprintOf(pem: string): string {
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----END/.exec(pem)?.[1];
  if (body === undefined) throw new RangeError('not a certificate in PEM');
  return createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex');
}

/** The same certificate keeps its id from one reading to the next, so that an answer given meanwhile still fits. */
const idOf = (fingerprint: string): string => Buffer.from(fingerprint, 'hex').toString('base64url');

/** What the store offers. Once for each reading: the list grows several times around it. */
export function storeOffers(offered: readonly OfferedCertificate[], judge: Judge): readonly Offer[] {
  return offered.map((one): Offer => {
    const view = judge.describe(one.id, one.pem, null);
    return { place: 'os-store', offered: one, view, pem: one.pem, fingerprint: fingerprintOf(one.pem) };
  });
}

/**
 * One list from the store and the tokens. A certificate that can be reached both ways is offered once, by mutual TLS: the
 * server sees its key at work in the connection itself.
 */
export function mergeOffers(store: readonly Offer[], fromTokens: readonly TokenIdentity[], judge: Judge): Offers {
  const known = new Set(store.map(({ fingerprint }) => fingerprint));
  const leftOut: LeftOutView[] = [];
  const tokens: Offer[] = [];
  for (const identity of fromTokens) {
    const pem = identity.chain[0];
    if (pem === undefined) continue;
    const fingerprint = fingerprintOf(pem);
    if (known.has(fingerprint)) continue;
    known.add(fingerprint);
    const view = judge.describe(idOf(fingerprint), pem, {
      label: identity.token.label,
      module: judge.moduleName(identity.module),
      ...(identity.locked ? { locked: true } : {}),
    });
    const reason = judge.reason(pem) ?? (identity.algorithms.length === 0 ? 'cannot-sign' : null);
    if (reason === null) tokens.push({ place: 'token', identity, view, pem, fingerprint });
    else leftOut.push({ ...view, reason });
  }
  const all = [...store, ...tokens];
  const marked = judge.markReplaced(all.map(({ view }) => view));
  return { offers: all.map((offer, index) => ({ ...offer, view: marked[index] ?? offer.view })), leftOut };
}
