import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildLibrary } from './native-library.ts';
import type { SoftHsm } from './softhsm.ts';

const source = join(import.meta.dirname, '..', 'fixtures', 'faulthsm.c');

/** What `faulthsm.c` can be told, one file each. */
export type Fault =
  | 'tries'
  | 'removed'
  | 'pull-at'
  | 'slow-login'
  | 'slow-sign'
  | 'slow-list'
  | 'crash-sign'
  | 'hang-slots'
  | 'reader-pin'
  | 'no-pss'
  | 'no-sign'
  | 'garbage'
  | 'noise';

/** What is wrapped, and where its files lie. */
type Wrapped = Pick<SoftHsm, 'folder' | 'module' | 'env'>;

/** SoftHSM with faults in front of it. */
export class FaultHsm {
  readonly module: string;
  readonly #hsm: Wrapped;
  readonly #state: string;

  private constructor(module: string, hsm: Wrapped) {
    this.module = module;
    this.#hsm = hsm;
    this.#state = join(hsm.folder, 'faults');
  }

  static async over(hsm: Wrapped): Promise<FaultHsm> {
    const fault = new FaultHsm(await buildLibrary(source, join(hsm.folder, 'faulthsm.so')), hsm);
    await mkdir(fault.#state, { recursive: true });
    return fault;
  }

  get env(): Readonly<Record<string, string>> {
    return { ...this.#hsm.env, FAULTHSM_REAL: this.#hsm.module, FAULTHSM_STATE: this.#state };
  }

  async set(fault: Fault, text: string | number = ''): Promise<void> {
    await writeFile(join(this.#state, fault), String(text));
  }

  async clear(fault: Fault): Promise<void> {
    await rm(join(this.#state, fault), { force: true });
  }

  /** No faults, no calls. */
  async reset(): Promise<void> {
    await rm(this.#state, { recursive: true, force: true });
    await mkdir(this.#state);
  }

  /** Logins, logouts, opened and closed sessions and signatures since the last reset. */
  async calls(): Promise<readonly string[]> {
    const file = join(this.#state, 'calls');
    return existsSync(file) ? (await readFile(file, 'utf8')).trimEnd().split('\n') : [];
  }
}
