import { createHmac, randomBytes } from 'node:crypto';
import type { SecretKind } from './secret-names.ts';

const mostRemembered = 20_000;
/** Shorter ones would be found inside ordinary words. */
const shortestRemembered = 10;

/**
 * Names for secrets. The same secret has the same label in one run of the world (`*code:3f9a12c4*`), another secret another one,
 * and nobody finds the secret from its label: it is a keyed hash, and the key is gone with the process.
 */
export class Labels {
  readonly #key = randomBytes(32);
  readonly #remembered = new Map<string, string>();

  /** Remembers the secret by its hash, so that it is masked wherever it shows up later. */
  label(kind: SecretKind, secret: string): string {
    const label = `*${kind}:${this.#hash(secret)}*`;
    if (secret.length >= shortestRemembered) {
      this.#remembered.set(this.#hash(`known/${secret}`), label);
      if (this.#remembered.size > mostRemembered) {
        const [oldest] = this.#remembered.keys();
        if (oldest !== undefined) this.#remembered.delete(oldest);
      }
    }
    return label;
  }

  /** The label of something that was a secret before. */
  known(text: string): string | null {
    return text.length < shortestRemembered ? null : (this.#remembered.get(this.#hash(`known/${text}`)) ?? null);
  }

  /** For a four-digit number a hash is no protection, so such a label says nothing but the kind. */
  blank(kind: SecretKind): string {
    return `*${kind}*`;
  }

  #hash(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex').slice(0, 10);
  }
}
