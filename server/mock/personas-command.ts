import { Misused } from '../commands/usage.ts';
import { checkLinks } from './customers/check-links.ts';
import { personaJsonSchema, readPersonas } from './persona.ts';
import { readTpps } from './tpp/registered.ts';

/** `personas check [DIR]`: everything wrong in the files of a folder; `personas schema`: their JSON schema. */
export async function personasCommand([what, folder]: readonly string[]): Promise<number> {
  if (what === 'schema') {
    process.stdout.write(`${JSON.stringify(personaJsonSchema(), null, 2)}\n`);
    return 0;
  }
  if (what !== 'check') throw new Misused('personas check [DIR], or personas schema');
  const tpps = (await readTpps()).map(({ clientId }) => clientId);
  const people = await readPersonas(folder, checkLinks(tpps));
  process.stdout.write(`${people.map(({ id }) => id).join('\n')}\n`);
  return 0;
}
