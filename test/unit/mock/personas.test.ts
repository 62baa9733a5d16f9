import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stopsFor } from '../../../scripts/tour/stops.ts';
import { checkLinks } from '../../../server/mock/customers/check-links.ts';
import { FileProblems, type FileProblem } from '../../../server/mock/customers/file-problems.ts';
import { personaJsonSchema, readPersonas, shippedPersonas } from '../../../server/mock/persona.ts';
import { readTpps } from '../../../server/mock/tpp/registered.ts';
import { kindOfPersona, tourKinds, tourPersonas } from '../../support/tour-kinds.ts';

const schemaFile = join(shippedPersonas, 'persona.schema.json');
const taro = join(shippedPersonas, '01-keiri-taro.json');

describe('the published JSON schema', () => {
  it('is the one the server checks with', async () => {
    expect(JSON.parse(await readFile(schemaFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(personaJsonSchema())));
  });

  it('accepts every shipped file and refuses a mistyped field', async () => {
    const validate = new Ajv2020({ strict: false }).compile(personaJsonSchema());
    const given = JSON.parse(await readFile(taro, 'utf8')) as Record<string, unknown>;
    expect(validate(given), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...given, pasword: 'x' })).toBe(false);
  });
});

describe('a folder of personas', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'renkei-personas-'));
    await cp(taro, join(folder, 'a.json'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const edit = async (name: string, change: (text: string) => string): Promise<void> => {
    await writeFile(join(folder, name), change(await readFile(taro, 'utf8')));
  };
  const problems = async (): Promise<readonly FileProblem[]> => {
    try {
      await readPersonas(folder, checkLinks(['kaikei-mirai']));
    } catch (error) {
      if (error instanceof FileProblems) return error.problems;
      throw error;
    }
    throw new Error('nothing was refused');
  };
  /** Line and column, from 1, at which a text begins. */
  const placeOf = async (name: string, text: string) => {
    const before = (await readFile(join(folder, name), 'utf8')).split(text)[0] ?? '';
    const lines = before.split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  };
  const other = (text: string): string =>
    text.replace('"keiri-taro"', '"keiri-jiro"').replaceAll(/"number": "(\d)\d{6}"/g, '"number": "$1990000"');

  it('is read in the order of the names, and the schema beside the files is none of them', async () => {
    await edit('0.json', (text) => text.replace('"keiri-taro"', '"keiri-jiro"'));
    await cp(schemaFile, join(folder, 'persona.schema.json'));
    expect((await readPersonas(folder)).map(({ id }) => id)).toEqual(['keiri-jiro', 'keiri-taro']);
  });

  it('with one mistyped field loads nothing, and names the field where it stands', async () => {
    await edit('b.json', (text) => other(text).replace('"unit"', '"unti"'));
    const found = await problems();
    const file = join(folder, 'b.json');
    expect(found).toContainEqual({
      file,
      ...(await placeOf('b.json', '"unti"')),
      field: 'unti',
      what: 'there is no such field',
    });
    expect(found).toContainEqual({ file, line: 1, column: 1, field: 'unit', what: 'this field is missing' });
    expect(found).toHaveLength(2);
  });

  it('names every mistake in every file at once, deep ones with their place', async () => {
    await edit('a.json', (text) => text.replace('"balance": 3120500', '"balance": -1'));
    await edit('b.json', (text) => other(text).replace('"loginPassword": "Sakura2026"', '"loginPassword": "short"'));
    const found = await problems();
    expect(found.map(({ file, field }) => [file, field])).toEqual([
      [join(folder, 'a.json'), 'accounts[1].balance'],
      [join(folder, 'b.json'), 'loginPassword'],
    ]);
    expect(found[0]).toMatchObject(await placeOf('a.json', '"balance": -1'));
  });

  it.each([
    ['a comma too many', '"member",', '"member",,'],
    ['a comment', '"role"', '// who\n  "role"'],
    ['a field that is there twice', '"role"', '"role": "admin",\n  "role"'],
    ['an end in the middle', /"accounts"[^]*/, '"accounts": ['],
  ])('with %s says which line', async (_name, from, to) => {
    await edit('a.json', (text) => text.replace(from, to));
    const [first] = await problems();
    const { line } = await placeOf('a.json', to);
    expect(first?.file).toBe(join(folder, 'a.json'));
    expect(first?.line).toBeGreaterThanOrEqual(line);
    expect(first?.line).toBeLessThanOrEqual(line + 1);
  });

  it('may not contradict itself: ids, contracts, shared accounts', async () => {
    await edit('b.json', (text) =>
      text.replace('株式会社さくら商事', '株式会社もみじ商事').replace('"balance": 12480350', '"balance": 5'),
    );
    const found = await problems();
    expect(found.map(({ field }) => field)).toEqual(['id', 'contract.company', 'accounts[0]']);
    expect(found.every(({ what }) => what.includes(join(folder, 'a.json')))).toBe(true);
  });

  it('knows the tokens and providers it speaks of', async () => {
    await edit('a.json', (text) =>
      text.replace('"services"', '"certificates": [{ "state": "expired", "endsInDays": 3 }],\n  "services"'),
    );
    expect((await problems()).map(({ field }) => field)).toEqual(['certificates[0].endsInDays']);
    await edit('a.json', (text) =>
      text.replace('"services"', '"certificates": [{ "place": { "token": "none" } }],\n  "services"'),
    );
    expect((await problems()).map(({ field }) => field)).toEqual(['certificates[0].place.token']);
    await edit('a.json', (text) =>
      text.replace(
        '"services"',
        '"links": [{ "tpp": "nobody", "endsInDays": 3, "services": ["balance"] }],\n  "services"',
      ),
    );
    const [only] = await problems();
    expect(only).toMatchObject({ field: 'links[0].tpp', ...(await placeOf('a.json', '"tpp": "nobody"')) });
  });

  it('that is empty or not there is said to be so', async () => {
    await rm(join(folder, 'a.json'));
    expect((await problems())[0]?.what).toContain('no *.json');
    folder = join(folder, 'missing');
    expect((await problems())[0]?.what).toContain('cannot be read');
  });
});

describe('the shipped personas', () => {
  it('have every state of certificate, login, PIN and link', async () => {
    const people = await readPersonas();
    const certificates = people.flatMap((persona) => persona.certificates);
    expect(new Set(certificates.map(({ state }) => state)).size).toBe(6);
    expect(certificates.flatMap(({ endsInDays }) => endsInDays ?? []).sort((a, b) => a - b)).toEqual([0, 9, 20, 29]);
    expect(new Set(people.map(({ loginState }) => loginState)).size).toBe(4);
    expect(new Set(people.flatMap(({ accounts }) => accounts.map(({ pin }) => pin?.state))).size).toBe(4);
    expect(people.flatMap(({ links }) => links)).toHaveLength(2);
    const tpps = (await readTpps()).map(({ clientId }) => clientId);
    expect(checkLinks(tpps)([])).toEqual([]);
    await expect(readPersonas(undefined, checkLinks(tpps))).resolves.toHaveLength(people.length);
  });

  it('play every kind of tour', async () => {
    const people = await readPersonas();
    for (const kind of tourKinds) {
      const persona = people.find(({ id }) => id === tourPersonas[kind]);
      expect(persona && kindOfPersona(persona)).toBe(kind);
    }
  });

  it('are listed with the kinds when a tour is asked for that does not exist', async () => {
    const people = await readPersonas();
    expect(stopsFor('all', people).map(({ name }) => name)).toEqual(tourKinds);
    expect(stopsFor('shomei-tami', people)).toEqual([{ name: 'shomei-tami', kind: 'os', persona: 'shomei-tami' }]);
    expect(() => stopsFor('token-rs', people)).toThrow(/token-rsa, .*locked-token, all; .*keiri-taro/);
  });
});
