import { z } from 'zod';

type Common = {
  readonly name: string;
  /** Left empty it is sent as `null`. */
  readonly optional: boolean;
  /** What the scenario takes by itself. */
  readonly initial: unknown;
};

/** What a form asks for one parameter of a scenario. */
export type Field = Common &
  (
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    | { readonly kind: 'several'; readonly choices: readonly string[]; readonly least: number }
    /** A list that is written as text, with spaces or commas between. */
    | { readonly kind: 'words'; readonly pattern: string | null; readonly least: number; readonly most: number }
    | { readonly kind: 'number'; readonly least: number; readonly most: number }
    | { readonly kind: 'switch' }
    | { readonly kind: 'text'; readonly pattern: string | null }
    /** Whatever has no form of its own. */
    | { readonly kind: 'json' }
  );

const itemSchema = z.object({ enum: z.array(z.string()).optional(), pattern: z.string().optional() });

const plainSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  minimum: z.number().default(Number.MIN_SAFE_INTEGER),
  maximum: z.number().default(Number.MAX_SAFE_INTEGER),
  minItems: z.int().default(0),
  maxItems: z.int().default(Number.MAX_SAFE_INTEGER),
  items: itemSchema.optional().catch(undefined),
});

const propertySchema = plainSchema.extend({ anyOf: z.array(plainSchema).optional(), default: z.unknown() });
type Plain = z.infer<typeof plainSchema>;

/** `integer or null` → the integer, which may be left out. */
function withoutNull(property: z.infer<typeof propertySchema>): { readonly plain: Plain; readonly optional: boolean } {
  const [one, other] = (property.anyOf ?? []).toSorted((a, b) => Number(a.type === 'null') - Number(b.type === 'null'));
  return one !== undefined && other?.type === 'null'
    ? { plain: one, optional: true }
    : { plain: property, optional: false };
}

function fieldOf(name: string, raw: unknown): Field {
  const parsed = propertySchema.safeParse(raw);
  if (!parsed.success) return { name, kind: 'json', optional: false, initial: null };
  const { plain, optional } = withoutNull(parsed.data);
  const common = { name, optional, initial: parsed.data.default };
  const { type, enum: choices, items, pattern = null, minItems: least, maxItems: most } = plain;
  if (type === 'integer' || type === 'number')
    return { ...common, kind: 'number', least: plain.minimum, most: plain.maximum };
  if (type === 'array' && items?.pattern !== undefined)
    return { ...common, kind: 'words', pattern: items.pattern, least, most };
  // What else may be empty has no form in which it could be.
  if (optional) return { ...common, kind: 'json' };
  if (choices !== undefined) return { ...common, kind: 'choice', choices };
  if (type === 'boolean') return { ...common, kind: 'switch' };
  if (type === 'array' && items?.enum !== undefined) return { ...common, kind: 'several', choices: items.enum, least };
  return type === 'string' ? { ...common, kind: 'text', pattern } : { ...common, kind: 'json' };
}

/** A field for every parameter of a scenario. */
export function parameterFields(schema: Readonly<Record<string, unknown>>): readonly Field[] {
  const properties = z.record(z.string(), z.unknown()).safeParse(schema['properties']);
  return properties.success ? Object.entries(properties.data).map(([name, raw]) => fieldOf(name, raw)) : [];
}
