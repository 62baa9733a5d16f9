import type { KeyKeeper } from './keeper.ts';
import type { ServerKeys } from './server-keys.ts';

/**
 * Something that is built from the keys, and built again when they changed. Whoever holds the one before may finish with it.
 * If building fails, the next call tries again.
 */
export function perKeys<T>(keeper: KeyKeeper, build: (keys: ServerKeys) => T): () => Promise<T> {
  let built: { readonly keys: ServerKeys; readonly made: T } | undefined;
  return async () => {
    const keys = await keeper.fresh();
    if (built?.keys !== keys) built = { keys, made: build(keys) };
    return built.made;
  };
}
