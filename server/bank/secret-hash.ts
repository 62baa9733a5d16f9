import argon2 from 'argon2';

/** OWASP's second choice for argon2id: 19 MiB, two passes. One verification takes some tens of milliseconds. */
const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Both run in the thread pool: the event loop goes on meanwhile. */
export const hashSecret = (secret: string): Promise<string> => argon2.hash(secret, cost);

export const verifySecret = (hash: string, secret: Uint8Array): Promise<boolean> =>
  argon2.verify(hash, Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength));

/** A hash of the same cost that belongs to nobody. Fixed, so that the first one who meets it waits no longer than the next. */
const decoy = '$argon2id$v=19$m=19456,p=1,t=2$Vtooe0iL+uFNKRrdEhlpuQ$ht7a2hqz+J5CxBgb1JmhmLZzu0rD8UKA92XhSCCtoCY';

/** Does the same work as a verification where there is nothing to verify, so that time tells nothing. Always `false`. */
export async function verifyNothing(secret: Uint8Array): Promise<false> {
  await verifySecret(decoy, secret);
  return false;
}
