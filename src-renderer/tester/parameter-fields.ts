import { z } from 'zod';

const propertySchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
});

export type Field = {
  readonly name: string;
  readonly kind: 'choice' | 'number' | 'switch' | 'text';
  readonly choices: readonly string[];
  readonly initial: string | number | boolean;
};

const fieldOf = (name: string, raw: unknown): Field | null => {
  const parsed = propertySchema.safeParse(raw);
  if (!parsed.success) return null;
  const { type, enum: choices, default: initial } = parsed.data;
  const plain = typeof initial === 'string' || typeof initial === 'number' || typeof initial === 'boolean';
  if (!plain) return null;
  if (choices !== undefined) return { name, kind: 'choice', choices, initial };
  if (typeof initial === 'number') return { name, kind: 'number', choices: [], initial };
  if (typeof initial === 'boolean') return { name, kind: 'switch', choices: [], initial };
  return type === undefined || type === 'string' ? { name, kind: 'text', choices: [], initial } : null;
};

/** The parameters of a scenario that a form can ask for; the others keep their defaults. */
export function parameterFields(schema: Readonly<Record<string, unknown>>): readonly Field[] {
  const properties = z.record(z.string(), z.unknown()).safeParse(schema['properties']);
  if (!properties.success) return [];
  return Object.entries(properties.data).flatMap(([name, raw]) => {
    const field = fieldOf(name, raw);
    return field === null ? [] : [field];
  });
}
