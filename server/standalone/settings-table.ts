import { z } from 'zod';

/** As much of a JSON Schema as a table needs. */
const nodeSchema = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  anyOf: z.array(z.looseObject({ type: z.string() })).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
});
type Node = z.infer<typeof nodeSchema>;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function kindOf({ type, enum: choices, anyOf, default: standard }: Node): string {
  const types = type ?? (anyOf ?? []).map((one) => one.type).join(' or ');
  const kind =
    choices === undefined
      ? types === ''
        ? 'object'
        : [...new Set(types.split(' or '))].join(' or ')
      : choices.map((choice) => `\`${choice}\``).join(' ');
  const shown = standard === undefined ? '' : `, \`${JSON.stringify(standard)}\``;
  return `${kind}${shown}`;
}

/** A setting that has a description of its own stands for everything below it, but where its parts are described, too. */
function rowsOf(path: string, node: Node, required: boolean): string[] {
  const parts = Object.entries(node.properties ?? {}).map(([name, part]) => [name, nodeSchema.parse(part)] as const);
  const explained = parts.some(([, part]) => part.description !== undefined);
  const own =
    node.description === undefined
      ? []
      : [`| \`${path}\` | ${required ? 'yes' : ''} | ${cell(kindOf(node))} | ${cell(node.description)} |`];
  const below = explained || own.length === 0 ? parts : [];
  const prefix = path === '' ? '' : `${path}.`;
  return [...own, ...below.flatMap(([name, part]) => rowsOf(`${prefix}${name}`, part, node.required.includes(name)))];
}

/** The rows of the configuration table, one for each setting, from the schema's JSON Schema. */
export const settingsRows = (jsonSchema: unknown): string[] => rowsOf('', nodeSchema.parse(jsonSchema), false);
