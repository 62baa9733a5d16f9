import type { X509Certificate } from 'node:crypto';
import { fetchDer, NotFetched } from './fetch-der.ts';
import { readRevocationList, type RevocationList } from './revocation-list.ts';
import type { ListSettings } from './revocation-config.ts';
import type { RevocationDeps } from './revocation.ts';

/** After a failure a list is not asked for again for so long: a CA out of reach must not make every login wait. */
const pauseAfterFailure = 30_000;

type Entry = { list: RevocationList | undefined; refreshAt: number; running: Promise<void> | undefined };

/** Lists fetched from their addresses, in memory. */
export type ListCache = {
  /**
   * The newest list of this CA from that address, fetched when there is none or when it is time for a new one. Whether it is still
   * in date is the caller's question: when a fetch fails, what was there before is given.
   */
  get(url: string, authority: X509Certificate): Promise<RevocationList | undefined>;
};

export function createListCache(settings: ListSettings, { clock, log }: RevocationDeps): ListCache {
  const entries = new Map<string, Entry>();

  async function refresh(entry: Entry, url: string, authority: X509Certificate): Promise<void> {
    const now = clock.now().getTime();
    const list = await fetchList(url, authority);
    // An older list than the one at hand would take a revocation back.
    if (list !== undefined && (entry.list === undefined || list.thisUpdate >= entry.list.thisUpdate)) {
      entry.list = list;
      const early = list.nextUpdate.getTime() - settings.refreshBeforeMinutes * 60_000;
      const old = now + settings.maximumAgeMinutes * 60_000;
      // A CA that publishes lists shorter than `refreshBeforeMinutes` is asked every half minute, not for every login.
      entry.refreshAt = Math.max(Math.min(early, old), now + pauseAfterFailure);
    } else {
      entry.refreshAt = now + pauseAfterFailure;
    }
  }

  async function fetchList(url: string, authority: X509Certificate): Promise<RevocationList | undefined> {
    const { maximumBytes, timeoutMs } = settings;
    try {
      const bytes = await fetchDer({ url, accept: 'application/pkix-crl, */*;q=0.1', maximumBytes, timeoutMs });
      const list = await readRevocationList(bytes, authority);
      if (list === undefined) log.warn({ url }, 'a revocation list cannot be used');
      return list;
    } catch (error) {
      if (!(error instanceof NotFetched)) throw error;
      log.warn({ url, reason: error.message }, 'a revocation list could not be fetched');
      return undefined;
    }
  }

  return {
    async get(url, authority) {
      const key = `${authority.fingerprint256} ${url}`;
      const entry = entries.get(key) ?? { list: undefined, refreshAt: 0, running: undefined };
      entries.set(key, entry);
      if (clock.now().getTime() >= entry.refreshAt) {
        // Many logins at once wait for one fetch.
        entry.running ??= refresh(entry, url, authority).finally(() => (entry.running = undefined));
        await entry.running;
      }
      return entry.list;
    },
  };
}
