import { parseArgs } from 'node:util';
import { Misused } from '../commands/usage.ts';
import { personaJsonSchema } from './persona.ts';
import { readTpps } from './tpp/registered.ts';
import { publishedSchema } from './tpp/schema.ts';
import { readWorldFiles } from './world-files.ts';

function print(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** `personas check [DIR] [--tpps DIR]`: everything wrong in the files of a folder; `personas schema`: their JSON schema. */
export async function personasCommand(args: readonly string[]): Promise<number> {
  const options = { tpps: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [what, personas] = positionals;
  if (what === 'schema') return print([JSON.stringify(personaJsonSchema(), null, 2)]);
  if (what !== 'check') throw new Misused('personas check [DIR] [--tpps DIR], or personas schema');
  const files = await readWorldFiles({ personas, ...values });
  return print(files.personas.map(({ id }) => id));
}

/** `tpps check [DIR]` and `tpps schema`: the same for pretend TPPs. */
export async function tppsCommand([what, folder]: readonly string[]): Promise<number> {
  if (what === 'schema') return print([publishedSchema().trimEnd()]);
  if (what !== 'check') throw new Misused('tpps check [DIR], or tpps schema');
  return print((await readTpps(folder)).map(({ clientId }) => clientId));
}
