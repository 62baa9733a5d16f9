import { oneOfEach } from './token/one-of-each.ts';
import type { TokenIdentity, TokenListing } from './token/token-port.ts';

/**
 * What the modules have said so far: the newest answer of each. A module that answers late comes after those before it, and
 * keeps its place when it answers again, so that nothing already shown moves.
 */
export class TokenParts {
  readonly #modules: readonly string[];
  readonly #parts = new Map<string, TokenListing>();

  constructor(modules: readonly string[]) {
    this.#modules = modules;
  }

  answered(module: string, part: TokenListing): void {
    this.#parts.set(module, part);
  }

  /** Modules that have not answered once. */
  get pending(): readonly string[] {
    return this.#modules.filter((module) => !this.#parts.has(module));
  }

  get identities(): readonly TokenIdentity[] {
    return oneOfEach([...this.#parts.values()].flatMap(({ identities }) => identities));
  }

  get failures(): TokenListing['failures'] {
    return [...this.#parts.values()].flatMap(({ failures }) => failures);
  }
}
