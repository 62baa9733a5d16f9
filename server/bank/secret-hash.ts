import argon2 from 'argon2';

/** OWASP's second choice for argon2id: 19 MiB, two passes. One verification takes some tens of milliseconds. */
const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashSecret = (secret: string): Promise<string> => argon2.hash(secret, cost);

export const verifySecret = (hash: string, secret: Uint8Array): Promise<boolean> =>
  argon2.verify(hash, Buffer.from(secret));

let decoy: Promise<string> | undefined;

/** Does the same work as a verification where there is nothing to verify, so that time tells nothing. Always `false`. */
export async function verifyNothing(secret: Uint8Array): Promise<false> {
  decoy ??= hashSecret('no such person');
  await verifySecret(await decoy, secret);
  return false;
}
