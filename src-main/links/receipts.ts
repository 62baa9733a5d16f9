import { z } from 'zod';
import { receiptSchema, type Receipt, type ReceiptsView } from '../contract/receipts.ts';
import type { Log } from '../diagnostics/log.ts';
import type { SealedStore } from '../vault/sealed-file.ts';

/** More than a company gives in years; the oldest is let go. */
export const maxReceipts = 200;

const contentSchema = z.strictObject({ version: z.literal(1), receipts: z.array(receiptSchema).max(maxReceipts) });

/** `null`: there is no key that outlives this run, so nothing may be written. */
export type OpenStore = () => Promise<SealedStore | null>;

/** The receipts of this PC, newest first. Without a lasting key they live in memory, and `list` says so. */
export class Receipts {
  readonly #open: OpenStore;
  readonly #log: Log;
  #known: Receipt[] = [];
  #store: Promise<SealedStore | null> | null = null;
  #kept = true;
  /** One after the other, so that none is lost. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(open: OpenStore, log: Log) {
    this.#open = open;
    this.#log = log;
  }

  /** `false`: it is there until the app is closed. Never rejects. */
  keep(receipt: Receipt): Promise<boolean> {
    return this.#next(async (store) => {
      this.#known = [receipt, ...this.#known].slice(0, maxReceipts);
      const content = { version: 1, receipts: this.#known };
      this.#kept = store !== null && (await store.write(Buffer.from(JSON.stringify(content))));
      return this.#kept;
    });
  }

  list(): Promise<ReceiptsView> {
    return this.#next((store) => {
      return Promise.resolve({ kept: store !== null && this.#kept, receipts: this.#known });
    });
  }

  #next<T>(act: (store: SealedStore | null) => Promise<T>): Promise<T> {
    const mine = this.#line.then(async () => act(await (this.#store ??= this.#load())));
    this.#line = mine;
    return mine;
  }

  async #load(): Promise<SealedStore | null> {
    const store = await this.#open();
    const bytes = (await store?.read()) ?? null;
    const receipts = bytes === null ? [] : this.#parse(bytes);
    if (receipts === null) await store?.putAside();
    this.#known = [...(receipts ?? [])];
    return store;
  }

  #parse(bytes: Uint8Array): readonly Receipt[] | null {
    try {
      return contentSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))).receipts;
    } catch {
      this.#log.error({}, 'receipts of another version cannot be read: they are kept beside');
      return null;
    }
  }
}
