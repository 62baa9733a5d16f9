import type { JsonSchema } from './schemas.ts';

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
};

export type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export type Response = {
  readonly description: string;
  readonly headers?: Readonly<
    Record<string, { readonly description: string; readonly required: boolean; readonly schema: JsonSchema }>
  >;
  readonly content?: Content;
};

/** One operation of the document (OpenAPI 3.1 §4.8.10) with the address it stands at. */
export type Operation = {
  readonly path: string;
  readonly method: 'get' | 'post' | 'delete';
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
  /** Left out: none is needed. */
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly servers?: readonly { readonly url: string }[];
};

export const json = (schema: JsonSchema): Content => ({ 'application/json': { schema } });

export const ok = (schema: JsonSchema, description: string): Response => ({ description, content: json(schema) });

export const pathParameter = (
  name: string,
  description: string,
  schema: JsonSchema = { type: 'string' },
): Parameter => ({
  name,
  in: 'path',
  description,
  required: true,
  schema,
});

export const header = (name: string, description: string, required: boolean, schema: JsonSchema): Parameter => ({
  name,
  in: 'header',
  description,
  required,
  schema,
});
