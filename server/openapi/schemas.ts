import { z } from 'zod';
import { detailsType, grantedDetailSchema, requestedDetailSchema } from '../authorization/details.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export const detailsSchemaPath = '/schemas/corporate-account-access.json';

/** The published schema of our `authorization_details` (RFC 9396 §2): what may be asked for, and what is given. */
export function detailsSchema(issuer: string): JsonSchema {
  const part = (schema: z.ZodType, title: string): JsonSchema => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    return { title, ...rest };
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${issuer}${detailsSchemaPath}`,
    title: detailsType,
    description: 'One entry of authorization_details: in a request `$defs/requested`, in an answer `$defs/granted`.',
    anyOf: [{ $ref: '#/$defs/requested' }, { $ref: '#/$defs/granted' }],
    $defs: {
      requested: part(requestedDetailSchema, 'What a provider asks for'),
      granted: part(grantedDetailSchema, 'What the customer has granted'),
    },
  };
}
