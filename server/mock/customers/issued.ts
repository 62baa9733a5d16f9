import { join } from 'node:path';
import { z } from 'zod';
import { certificateOrderSchema, tokenOrderSchema, type CertificateOrder, type Persona } from '../persona.ts';
import { ownerOnly, readIfThere, writeWhole } from '../pki/files.ts';

/** What a tester had made besides what the persona files say; kept in the world's home. */
const issuedSchema = z.strictObject({
  certificates: z.array(z.strictObject({ member: z.string(), order: certificateOrderSchema })).default([]),
  tokens: z.array(z.strictObject({ member: z.string(), token: tokenOrderSchema })).default([]),
  /** Serial numbers the bank revoked at a tester's wish. */
  revoked: z.array(z.string()).default([]),
  /** Persons as the last run knew them. */
  known: z.record(z.string(), z.string()).default({}),
});
export type Issued = z.infer<typeof issuedSchema>;

const fileIn = (home: string): string => join(home, 'customers.json');

/** @throws when the file was damaged by hand; nothing is guessed about what was issued. */
export async function readIssued(home: string): Promise<Issued> {
  const text = await readIfThere(fileIn(home));
  try {
    return issuedSchema.parse(text === null ? {} : JSON.parse(text));
  } catch {
    throw new Error(`${fileIn(home)} cannot be understood; without it this world forgets what was issued besides`);
  }
}

export const writeIssued = (home: string, issued: Issued): Promise<void> =>
  writeWhole(fileIn(home), `${JSON.stringify(issued, null, 2)}\n`, ownerOnly);

/** A person with what was issued to him later. */
export function withIssued(persona: Persona, { certificates, tokens }: Issued): Persona {
  const own = certificates.filter(({ member }) => member === persona.id).map(({ order }) => order);
  const more = tokens.filter(({ member }) => member === persona.id).map(({ token }) => token);
  if (own.length === 0 && more.length === 0) return persona;
  return { ...persona, certificates: [...persona.certificates, ...own], tokens: [...persona.tokens, ...more] };
}

/** An id none of the person's certificates has: `renewed`, `renewed-2`, … */
export function freeId(persona: Persona, word: string): CertificateOrder['id'] {
  const taken = new Set(persona.certificates.map(({ id }) => id));
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? word : `${word}-${String(count)}`;
    if (!taken.has(id)) return id;
  }
}
