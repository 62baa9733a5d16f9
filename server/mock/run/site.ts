import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { askControl } from '../control/control-client.ts';
import {
  personaListSchema,
  scenarioListSchema,
  worldSchema,
  type WorldFile,
  type personaViewSchema,
} from '../control/contract.ts';
import type { Identity } from './app-client.ts';
import type { ReachedSite } from './reached-world.ts';

export type Person = z.infer<typeof personaViewSchema>;

/** The world a script is played in, as the control API tells it. */
export type Site = ReachedSite & { readonly control: WorldFile; readonly people: readonly Person[] };

export async function reachSite(control: WorldFile): Promise<Site> {
  const { issuer, certificateOrigin, tpp, home, ca } = await askControl(control, 'GET', '/mock/world', worldSchema);
  const { personas } = await askControl(control, 'GET', '/mock/personas', personaListSchema);
  const pem = await readFile(ca, 'utf8');
  return { control, issuer, certificateOrigin, tpp, home, pki: { serverCa: { pem } }, people: personas };
}

export function personOf(site: Site, id: string): Person {
  const person = site.people.find((one) => one.id === id);
  if (person === undefined) throw new Error(`there is no persona ${id} in this world`);
  return person;
}

/** The certificate a scenario gave this person, otherwise his own. */
export async function identityOf(site: Site, person: Person): Promise<Identity> {
  const { scenarios } = await askControl(site.control, 'GET', '/mock/scenarios', scenarioListSchema);
  const given = scenarios.flatMap(({ active }) => active?.files ?? []).find(({ persona }) => persona === person.id);
  const { file, password } = given ?? person.certificate;
  return { pfx: await readFile(file), passphrase: password };
}
