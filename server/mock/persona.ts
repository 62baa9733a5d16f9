import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { accountTypes, serviceIdSchema, wordsSchema } from '../contract/catalogue.ts';
import { readJsonFolder, type CheckTogether } from './customers/read-folder.ts';
import { checkTogether } from './customers/together.ts';

export { readJsonFolder } from './customers/read-folder.ts';

const slug = z.string().regex(/^[a-z][a-z0-9-]{0,23}$/);

const accountSchema = z.strictObject({
  branch: wordsSchema,
  type: z.enum(accountTypes),
  number: z.string().regex(/^\d{7}$/),
  balance: z.int().min(0),
  closed: z.boolean().default(false),
  pin: z
    .strictObject({
      number: z.string().regex(/^\d{4}$/),
      state: z.enum(['registered', 'unregistered', 'locked']),
    })
    .nullable()
    .describe('The 照会用暗証番号 filed on paper; null: none on file. Known on purpose: this is a test person.'),
});

const seriesSchema = z
  .strictObject({
    count: z.int().min(1).max(500),
    branches: z.array(wordsSchema).min(1),
    types: z.array(z.enum(accountTypes)).min(1),
    pin: z.string().regex(/^\d{4}$/),
    unregisteredEvery: z.int().min(2).describe('Every n-th account is not registered yet.'),
  })
  .describe('Many accounts described by a rule instead of a list.');

/** What is the matter with a certificate. That it is about to end says `endsInDays`. */
export const certificateStates = [
  'valid',
  'expired',
  'not-yet-valid',
  'revoked',
  'wrong-usage',
  'other-issuer',
] as const;

const certificateFields = z.strictObject({
  id: slug.default('main').describe('Tells the certificates of one person apart; part of the file name.'),
  state: z.enum(certificateStates).default('valid'),
  endsInDays: z.int().min(0).max(3650).optional().describe('Only for a valid one; 0: ends today. Left out: a year.'),
  algorithm: z.enum(['EC', 'RSA']).default('EC'),
  place: z
    .union([z.enum(['os', 'elsewhere']), z.strictObject({ token: z.string().min(1) })])
    .default('os')
    .describe('In the store of the operating system, on another PC, or on the token with this label.'),
  registered: z.boolean().default(true).describe('The bank has it on its books as this person’s.'),
});

export const certificateOrderSchema = certificateFields.refine(
  ({ state, endsInDays }) => endsInDays === undefined || state === 'valid',
  { path: ['endsInDays'], message: 'makes sense for a valid certificate only' },
);

/** SoftHSM takes PINs of 4 to 255 bytes; labels have 32 bytes in PKCS#11. */
export const tokenOrderSchema = z.strictObject({
  label: z
    .string()
    .min(1)
    .refine((label) => Buffer.byteLength(label) <= 32, 'a label has room for 32 bytes in UTF-8'),
  pin: z.string().regex(/^\d{4,16}$/),
  locked: z.boolean().default(false).describe('Too many wrong PINs; made by a wrapper around SoftHSM.'),
});

const linkSchema = z.strictObject({
  tpp: z.string().regex(/^[a-z][a-z0-9-]{2,31}$/),
  endsInDays: z.int().min(0).max(365),
  services: z.array(serviceIdSchema).min(1).describe('On every account that is open and registered.'),
});

const bare = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().regex(/^[a-z][a-z0-9-]{2,31}$/),
  story: wordsSchema,
  contract: z.strictObject({
    id: z.string().regex(/^[a-z0-9-]{4,32}$/),
    company: z.string().min(1),
    holder: z.string().min(1).describe('口座名義, half-width kana as banks print it.'),
  }),
  name: z.string().min(1),
  unit: z.string().min(1),
  role: z.enum(['admin', 'member']),
  loginPassword: z.string().regex(/^(?=.*[A-Za-z])(?=.*\d)[\x21-\x7e]{6,12}$/),
  loginState: z.enum(['usual', 'password-locked', 'password-expired', 'not-permitted']).default('usual'),
  certificatePassword: z
    .string()
    .regex(/^[\x21-\x7e]{8,40}$/)
    .describe('Of the .p12 files; printable ASCII.'),
  certificates: z
    .array(certificateOrderSchema)
    .min(1)
    .default([{ id: 'main', state: 'valid', algorithm: 'EC', place: 'os', registered: true }])
    .describe('The first one is the one the person usually logs in with.'),
  tokens: z.array(tokenOrderSchema).default([]),
  services: z.array(serviceIdSchema).min(1),
  accounts: z.array(accountSchema).default([]),
  series: seriesSchema.optional(),
  links: z.array(linkSchema).default([]).describe('Links (連携) that stand already.'),
});

const repeated = (names: readonly string[]): number => names.findIndex((name, at) => names.indexOf(name) !== at);

/** A test person: who he is, what he may use, and every secret a tester needs to play him. */
export const personaSchema = bare.superRefine((persona, context) => {
  const wrong = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  const labels = persona.tokens.map(({ label }) => label);
  persona.certificates.forEach(({ place }, at) => {
    if (typeof place !== 'string' && !labels.includes(place.token))
      wrong(['certificates', at, 'place', 'token'], `no token of this person has the label ${place.token}`);
  });
  const sameId = repeated(persona.certificates.map(({ id }) => id));
  if (sameId >= 0) wrong(['certificates', sameId], 'another certificate of this person has the same id');
  const sameLabel = repeated(labels);
  if (sameLabel >= 0) wrong(['tokens', sameLabel, 'label'], 'another token of this person has the same label');
  const sameTpp = repeated(persona.links.map(({ tpp }) => tpp));
  if (sameTpp >= 0) wrong(['links', sameTpp, 'tpp'], 'there is one link for each TPP');
  if (persona.accounts.length === 0 && persona.series === undefined)
    wrong(['accounts'], 'a person needs accounts: a list, or a series');
});
export type Persona = z.infer<typeof personaSchema>;
export type PersonaAccount = Persona['accounts'][number];
export type CertificateOrder = z.infer<typeof certificateOrderSchema>;
export type TokenOrder = z.infer<typeof tokenOrderSchema>;

/** JSON schema (draft 2020-12) of one file, for editors; what only code can check is not in it. */
export const personaJsonSchema = (): object => z.toJSONSchema(bare, { io: 'input' });

export const shippedPersonas = fileURLToPath(new URL('./personas/', import.meta.url));

/**
 * Every persona of a folder, in the order of the file names.
 * @throws FileProblems with everything that is wrong in any of the files: nothing is loaded then.
 */
export function readPersonas(
  folder: string = shippedPersonas,
  more: CheckTogether<Persona> = () => [],
): Promise<readonly Persona[]> {
  return readJsonFolder(folder, personaSchema, (read) => [...checkTogether(read), ...more(read)]);
}
