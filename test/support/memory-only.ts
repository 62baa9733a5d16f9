import {
  recall,
  remember,
  type Environment,
  type Memory,
  type RememberedCertificates,
} from '../../src-main/identity/remembered/remembered.ts';

/** Remembers for as long as the process lives: the fake, which passes the same tests as the file. */
export class MemoryOnly implements RememberedCertificates {
  #memory: Memory = [];

  get(bank: string, environment: Environment): string | null {
    return recall(this.#memory, bank, environment);
  }

  set(bank: string, environment: Environment, fingerprint: string): Promise<boolean> {
    if (!/^[0-9a-f]{64}$/.test(fingerprint)) return Promise.resolve(false);
    this.#memory = remember(this.#memory, bank, environment, fingerprint);
    return Promise.resolve(true);
  }
}
