import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../storage/database.ts';
import { syncTpps } from '../bank-sync.ts';
import { differenceBetween, knownOf, type Difference } from '../customers/difference.ts';
import type { TestPki } from '../pki.ts';
import { everyone, readIfThere, writeWhole } from '../pki/files.ts';
import type { Leaf } from '../pki/leaf.ts';
import { tppRecord } from '../seed/tpp-record.ts';
import { ensureTppCertificate } from './certificate.ts';
import { ensureTppKey, type TppKey } from './keys.ts';
import type { RegisteredTpp } from './registered.ts';

/** A pretend TPP with what it proves itself by. */
export type TppParty = { readonly tpp: RegisteredTpp; readonly key: TppKey; readonly certificate: Leaf };

export type ProvidersOptions = {
  readonly home: string;
  readonly pki: TestPki;
  /** The world's time. */
  readonly clock: Clock;
  /** Origin of the simulator. */
  readonly simulator: string;
};

const knownSchema = z.record(z.string(), z.string());

const named = (parties: readonly TppParty[]) => parties.map(({ tpp }) => ({ id: tpp.clientId, ...tpp }));

/** The pretend TPPs of a mock world: given keys and certificates, and registered with the bank. */
export class Providers {
  readonly #options: ProvidersOptions;
  #list: readonly TppParty[] = [];

  constructor(options: ProvidersOptions) {
    this.#options = options;
  }

  get list(): readonly TppParty[] {
    return this.#list;
  }

  /** Makes what is missing of keys and certificates. Who is as before stays the same party. */
  equip(read: readonly RegisteredTpp[]): Promise<readonly TppParty[]> {
    const { home, pki } = this.#options;
    const keys = join(home, 'tpp-keys');
    return Promise.all(
      read.map(
        async (tpp): Promise<TppParty> =>
          this.#list.find((party) => isDeepStrictEqual(party.tpp, tpp)) ?? {
            tpp,
            key: await ensureTppKey(keys, tpp.clientId),
            certificate: await ensureTppCertificate(join(keys, 'certificates'), pki, tpp),
          },
      ),
    );
  }

  /**
   * These from now on, at the bank as well: new and changed ones are registered as their files say, and who is gone since the last
   * run or change can ask for nothing any more.
   */
  async replace(database: Database, parties: readonly TppParty[]): Promise<Difference> {
    const { simulator, clock } = this.#options;
    const difference = differenceBetween(await this.#known(), named(parties));
    const records = parties.map(({ tpp, key }) => tppRecord(tpp, key, simulator));
    await syncTpps(database, records, difference, clock.now());
    this.#list = parties;
    await writeWhole(this.#file, `${JSON.stringify(knownOf(named(parties)), null, 2)}\n`, everyone);
    return difference;
  }

  get #file(): string {
    return join(this.#options.home, 'tpps.json');
  }

  /** @throws when the file was damaged by hand; nobody is guessed to be gone. */
  async #known() {
    const text = await readIfThere(this.#file);
    try {
      return knownSchema.parse(text === null ? {} : JSON.parse(text));
    } catch {
      throw new Error(`${this.#file} cannot be understood; without it this world forgets which providers are gone`);
    }
  }
}
