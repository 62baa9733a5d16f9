/** Why nothing can be kept in the operating system's keyring. */
export const keyringReasons = ['library-missing', 'no-service', 'locked', 'no-answer', 'does-not-keep'] as const;
export type KeyringReason = (typeof keyringReasons)[number];

/** `memory-only`: what the app remembers under a key of its own lasts until it is closed. */
export type KeyringView =
  | { readonly kind: 'checking' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'memory-only'; readonly reason: KeyringReason };
