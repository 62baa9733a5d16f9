import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { TokenBinding, TppAuthentication } from '../../bank/records.ts';
import { serviceIdSchema, wordsSchema } from '../../contract/catalogue.ts';
import type { FileProblem } from '../customers/file-problems.ts';
import { readJsonFolder, type Read } from '../customers/read-folder.ts';

/** A pretend TPP: what the bank registered for it, and what its own pages look like. Published as `tpp.schema.json`. */
export const registeredTppSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where the schema of this file is.'),
    clientId: z
      .string()
      .regex(/^[a-z][a-z0-9-]{2,31}$/)
      .describe('Its client_id.'),
    path: z
      .string()
      .regex(/^\/[a-z0-9-]*$/)
      .describe('Where its start page is on the simulator.'),
    name: wordsSchema,
    company: z.string().min(1),
    registration: z.string().min(1).describe('電子決済等代行業者の登録番号.'),
    services: z.array(serviceIdSchema).min(1).describe('業務 it is registered for.'),
    fixedServices: z.boolean().describe('A fixed set of 業務: 手順2 is not shown.'),
    linkDays: z
      .union([z.literal(30), z.literal(90), z.literal(180), z.literal(365)])
      .describe('How long a link lasts.'),
    suspended: z.boolean().describe('Suspended by the bank: it can ask for nothing.'),
    authentication: z
      .enum(['private_key_jwt', 'tls_client_auth'])
      .default('private_key_jwt')
      .describe('How it proves itself: by a signed assertion, or by its certificate.'),
    tokenBinding: z.enum(['dpop', 'mtls']).default('dpop').describe('What its access tokens are bound to.'),
    keepsRefreshToken: z
      .boolean()
      .default(true)
      .describe(
        'It keeps the refresh token. Otherwise a link is of use to it for ten minutes, and it asks the customer again.',
      ),
    tagline: wordsSchema,
    accent: z.enum(['teal', 'plum', 'slate', 'indigo', 'olive']),
  })
  .refine(({ authentication, tokenBinding }) => authentication !== 'tls_client_auth' || tokenBinding === 'mtls', {
    error: 'a provider that proves itself by certificate binds its tokens to it, too',
    path: ['tokenBinding'],
  });
export type RegisteredTpp = z.infer<typeof registeredTppSchema>;

export const shippedTpps = fileURLToPath(new URL('./registered/', import.meta.url));

/** Two cannot be one client, nor have one start page; reported where the later file says it. */
function checkTogether(read: readonly Read<RegisteredTpp>[]): readonly FileProblem[] {
  const taken = new Map<string, string>();
  return read.flatMap(({ file, value }) =>
    (['clientId', 'path'] as const).flatMap((field) => {
      const name = `${field} ${value[field]}`;
      const holder = taken.get(name);
      taken.set(name, holder ?? file.file);
      return holder === undefined ? [] : [file.problemAt([field], `${holder} has the same ${field}`)];
    }),
  );
}

/**
 * Every pretend TPP of a folder, in the order of the file names.
 * @throws FileProblems with everything that is wrong in any of the files: nothing is loaded then.
 */
export function readTpps(folder: string = shippedTpps): Promise<readonly RegisteredTpp[]> {
  return readJsonFolder(folder, registeredTppSchema, checkTogether);
}

/** All pretend TPPs share the simulator, each with a callback of its own (RFC 9700 §4.4: no mix-up between them). */
export function callbackPath(tpp: Pick<RegisteredTpp, 'clientId'>): string {
  return `/callback/${tpp.clientId}`;
}

/** The name in its certificate, outermost first; the bank has registered it (RFC 8705 §2.1.2). */
export const certificateNameOf = ({ company, clientId }: RegisteredTpp) =>
  [
    ['C', 'JP'],
    ['O', company],
    ['CN', clientId],
  ] as const;

type Proof = { readonly authentication: TppAuthentication; readonly tokenBinding: TokenBinding };

/** How the bank has registered it to prove itself. */
export function registeredProof(tpp: RegisteredTpp): Proof {
  const { authentication: method, tokenBinding } = tpp;
  if (method === 'private_key_jwt') return { authentication: { method }, tokenBinding };
  const subject = certificateNameOf(tpp)
    .map(([type, value]) => `${type}=${value.replaceAll(/[\\,+"<>;=#]/g, '\\$&')}`)
    .reverse()
    .join(',');
  return { authentication: { method, subject }, tokenBinding };
}
