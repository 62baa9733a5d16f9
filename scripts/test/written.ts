import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPersonas } from '../../server/mock/persona.ts';
import { foundIn, needlesOf, pinNeedles, pinWord, textsOf } from '../../test/support/secret-search.ts';
import { emptyTally, oneFailed, onePassed, type Tally } from './tally.ts';

/** What no log of the whole run may hold: everybody's passwords, PINs and account numbers. */
async function wanted() {
  const personas = await readPersonas();
  const pins = personas.flatMap(({ accounts, tokens }) => [
    ...accounts.flatMap(({ pin }) => (pin === null ? [] : [pin.number])),
    ...tokens.map(({ pin }) => pin),
  ]);
  return {
    needles: [
      ...personas.flatMap(({ id, loginPassword }) => needlesOf(`login password of ${id}`, loginPassword)),
      ...personas.flatMap(({ id, accounts }) =>
        accounts.flatMap(({ number }) => needlesOf(`an account number of ${id}`, number)),
      ),
      ...[...new Set(pins)].flatMap((pin, index) => pinNeedles(`PIN ${String(index)}`, pin)),
    ],
    words: [...new Set(pins)].map(pinWord),
  };
}

/**
 * Searches all that the apps and servers of the end-to-end tests wrote (standard output and error, logs, audit trails) for what
 * must never be in it. Counts as one test; fails as well when nothing was written, since then nothing was searched.
 */
export async function searchWritten(folder: string, whole: boolean): Promise<Tally> {
  const name = 'e2e > nothing secret in anything that was written during the whole run';
  const files = readdirSync(folder);
  if (files.length === 0) return whole ? oneFailed(`${name}: nothing was kept`) : emptyTally;
  const { needles, words } = await wanted();
  const found = files.flatMap((file) => {
    const bytes = readFileSync(join(folder, file));
    const texts = textsOf(bytes.toString('utf8'));
    const pins = words.filter((word) => texts.some((text) => word.test(text))).length;
    return [...foundIn(bytes, needles), ...(pins > 0 ? [`${String(pins)} PINs as words`] : [])].map(
      (what) => `${file}: ${what}`,
    );
  });
  return found.length === 0 ? onePassed : oneFailed(`${name}: ${found.join('; ')}`);
}
