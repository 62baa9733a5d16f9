import { readFile, readdir } from 'node:fs/promises';
import { z } from 'zod';
import { accountTypes, serviceIdSchema, wordsSchema } from '../contract/catalogue.ts';

const accountSchema = z.strictObject({
  branch: wordsSchema,
  type: z.enum(accountTypes),
  number: z.string().regex(/^\d{7}$/),
  balance: z.int().min(0),
  closed: z.boolean().default(false),
  /** The 照会用暗証番号 filed on paper; `null`: none on file. Known on purpose: this is a test person. */
  pin: z
    .strictObject({
      number: z.string().regex(/^\d{4}$/),
      state: z.enum(['registered', 'unregistered', 'locked']),
    })
    .nullable(),
});

/** Many accounts described by a rule instead of a list. */
const seriesSchema = z.strictObject({
  count: z.int().min(1).max(500),
  branches: z.array(wordsSchema).min(1),
  types: z.array(z.enum(accountTypes)).min(1),
  pin: z.string().regex(/^\d{4}$/),
  /** Every n-th account is not registered yet. */
  unregisteredEvery: z.int().min(2),
});

/** A test person: who he is, what he may use, and every secret a tester needs to play him. */
export const personaSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,31}$/),
  story: wordsSchema,
  contract: z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{4,32}$/),
    company: z.string().min(1),
    /** 口座名義, half-width kana as banks print it. */
    holder: z.string().min(1),
  }),
  name: z.string().min(1),
  unit: z.string().min(1),
  role: z.enum(['admin', 'member']),
  loginPassword: z.string().regex(/^(?=.*[A-Za-z])(?=.*\d)[\x21-\x7e]{6,12}$/),
  /** Of the `.p12` file; printable ASCII. */
  certificatePassword: z.string().regex(/^[\x21-\x7e]{8,40}$/),
  services: z.array(serviceIdSchema).min(1),
  accounts: z.array(accountSchema).default([]),
  series: seriesSchema.optional(),
});
export type Persona = z.infer<typeof personaSchema>;
export type PersonaAccount = Persona['accounts'][number];

export async function readJsonFolder<T>(folder: URL, schema: z.ZodType<T>): Promise<readonly T[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const parsed = schema.safeParse(JSON.parse(await readFile(new URL(name, folder), 'utf8')));
      if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    }),
  );
}

export function readPersonas(): Promise<readonly Persona[]> {
  return readJsonFolder(new URL('./personas/', import.meta.url), personaSchema);
}
