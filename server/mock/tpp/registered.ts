import { z } from 'zod';
import { serviceIdSchema, wordsSchema } from '../../contract/catalogue.ts';
import { readJsonFolder } from '../persona.ts';

/** A pretend TPP: what the bank registered for it, and what its own pages look like. */
export const registeredTppSchema = z.strictObject({
  clientId: z.string().regex(/^[a-z][a-z-]{2,31}$/),
  /** Where its start page is on the simulator. */
  path: z.string().regex(/^\/[a-z-]*$/),
  name: wordsSchema,
  company: z.string().min(1),
  registration: z.string().min(1),
  services: z.array(serviceIdSchema).min(1),
  fixedServices: z.boolean(),
  linkDays: z.union([z.literal(30), z.literal(90), z.literal(180), z.literal(365)]),
  suspended: z.boolean(),
  tagline: wordsSchema,
  accent: z.enum(['teal', 'plum', 'slate']),
});
export type RegisteredTpp = z.infer<typeof registeredTppSchema>;

export function readTpps(): Promise<readonly RegisteredTpp[]> {
  return readJsonFolder(new URL('./registered/', import.meta.url), registeredTppSchema);
}

/** All pretend TPPs share the simulator, each with a callback of its own (RFC 9700 §4.4: no mix-up between them). */
export function callbackPath(tpp: Pick<RegisteredTpp, 'clientId'>): string {
  return `/callback/${tpp.clientId}`;
}
