import type { X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import { certificateName } from './certificate-name.ts';
import { createListCache } from './list-cache.ts';
import { allowedAddresses, listAddresses } from './pointers.ts';
import { readRevocationList, type RevocationList } from './revocation-list.ts';
import type { ListSettings } from './revocation-config.ts';
import type { RevocationAnswer, RevocationDeps, RevocationSource } from './revocation.ts';

/** A CA's clock may be a little ahead. */
const skew = 60_000;

/** Looks into the lists of the CA that issued a certificate: those at hand, and the first usable one of its addresses. */
export function listSource(settings: ListSettings, deps: RevocationDeps): RevocationSource {
  const { clock } = deps;
  const cache = createListCache(settings, deps);
  const atHand = settings.lists.map((pem) => Buffer.from(pem, 'latin1'));

  const usable = (list: RevocationList, certificate: X509Certificate): boolean => {
    const now = clock.now().getTime();
    const until = list.nextUpdate.getTime() + settings.graceMinutes * 60_000;
    return list.covers(certificate) && list.thisUpdate.getTime() <= now + skew && now <= until;
  };

  async function fetched(certificate: X509Certificate, issuer: X509Certificate): Promise<RevocationList | undefined> {
    const named = allowedAddresses(listAddresses(Certificate.fromBER(certificate.raw)), settings.hosts);
    for (const url of new Set([...named, ...settings.urls])) {
      const list = await cache.get(url, issuer);
      if (list !== undefined && usable(list, certificate)) return list;
    }
    return undefined;
  }

  async function answer(certificate: X509Certificate, issuer: X509Certificate): Promise<RevocationAnswer> {
    const own = await Promise.all(atHand.map((bytes) => readRevocationList(bytes, issuer)));
    const lists = [...own, await fetched(certificate, issuer)].filter((list) => list !== undefined);
    const inDate = lists.filter((list) => usable(list, certificate));
    const { serial } = certificateName(certificate);
    if (inDate.some((list) => list.has(serial))) return 'revoked';
    return inDate.length > 0 ? 'good' : 'silent';
  }

  return { name: 'crl', whenSilent: settings.whenSilent, answer };
}
