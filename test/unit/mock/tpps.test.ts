import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileProblems, type FileProblem } from '../../../server/mock/customers/file-problems.ts';
import { shippedPersonas } from '../../../server/mock/persona.ts';
import { readTpps, shippedTpps } from '../../../server/mock/tpp/registered.ts';
import { readWorldFiles, type WorldFolders } from '../../../server/mock/world-files.ts';

const mirai = join(shippedTpps, 'kaikei-mirai.json');
const sakurako = join(shippedPersonas, '13-kanri-sakurako.json');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renkei-tpps-'));
  await cp(mirai, join(folder, 'a.json'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const edit = async (name: string, change: (text: string) => string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, change(await readFile(mirai, 'utf8')));
  return file;
};
const renamed = (text: string): string =>
  text.replace('"kaikei-mirai"', '"kaikei-2"').replace('"path": "/"', '"path": "/kaikei-2"');

async function problemsOf(reading: Promise<unknown>): Promise<readonly FileProblem[]> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof FileProblems) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Line and column, from 1, at which a text begins. */
async function placeOf(file: string, text: string) {
  const before = (await readFile(file, 'utf8')).split(text)[0] ?? '';
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

describe('a folder of pretend TPPs', () => {
  it('is read in the order of the names, and the schema beside the files is none of them', async () => {
    await edit('0.json', renamed);
    await cp(join(shippedTpps, '..', 'tpp.schema.json'), join(folder, 'tpp.schema.json'));
    expect((await readTpps(folder)).map(({ clientId }) => clientId)).toEqual(['kaikei-2', 'kaikei-mirai']);
  });

  it('with one wrong file loads nothing; every mistake is named where it stands', async () => {
    const file = await edit('b.json', (text) =>
      renamed(text).replace('"linkDays": 90', '"linkDays": 91').replace('"accent"', '"acent"'),
    );
    const found = await problemsOf(readTpps(folder));
    expect(found.map(({ field }) => field).sort()).toEqual(['accent', 'acent', 'linkDays']);
    expect(found.every((problem) => problem.file === file)).toBe(true);
    expect(found).toContainEqual({
      file,
      ...(await placeOf(file, '"acent"')),
      field: 'acent',
      what: 'there is no such field',
    });
    expect(found.find(({ field }) => field === 'linkDays')).toMatchObject(await placeOf(file, '"linkDays"'));
  });

  it('names a service that is none by its place in the list, and a proof that does not fit its tokens', async () => {
    const file = await edit('a.json', (text) => text.replace('"payroll"', '"lottery"'));
    expect(await problemsOf(readTpps(folder))).toEqual([
      expect.objectContaining({ field: 'services[5]', ...(await placeOf(file, '"lottery"')) }),
    ]);
    await edit('a.json', (text) => text.replace('"private_key_jwt"', '"tls_client_auth"'));
    expect(await problemsOf(readTpps(folder))).toEqual([
      expect.objectContaining({ field: 'tokenBinding', ...(await placeOf(file, '"tokenBinding"')) }),
    ]);
  });

  it('may not have one client or one start page twice; both files are named', async () => {
    const both = await edit('b.json', (text) => text);
    const page = await edit('c.json', (text) => text.replace('"kaikei-mirai"', '"kaikei-2"'));
    const found = await problemsOf(readTpps(folder));
    expect(found.map(({ file, field }) => [file, field])).toEqual([
      [both, 'clientId'],
      [both, 'path'],
      [page, 'path'],
    ]);
    for (const { what } of found) expect(what).toContain(join(folder, 'a.json'));
    expect(found[2]).toMatchObject(await placeOf(page, '"path"'));
  });

  it('that is empty or not there is said to be so', async () => {
    await rm(join(folder, 'a.json'));
    expect((await problemsOf(readTpps(folder)))[0]?.what).toContain('no *.json');
    expect((await problemsOf(readTpps(join(folder, 'missing'))))[0]?.what).toContain('cannot be read');
  });
});

describe('the files of a world', () => {
  let people: string;
  beforeEach(async () => {
    people = await mkdtemp(join(tmpdir(), 'renkei-personas-'));
    await cp(sakurako, join(people, 'sakurako.json'));
  });
  afterEach(() => rm(people, { recursive: true, force: true }));
  const own = (): WorldFolders => ({ personas: people, tpps: folder });

  it('a link of a person of one’s own names a provider of the same set', async () => {
    const [only, ...more] = await problemsOf(readWorldFiles(own()));
    expect(only).toMatchObject({ file: join(people, 'sakurako.json'), field: 'links[1].tpp' });
    expect(only?.what).toContain('kaikei-mirai');
    expect(more).toEqual([]);
    await cp(join(shippedTpps, 'shikin-navi.json'), join(folder, 'b.json'));
    expect((await readWorldFiles(own())).personas[0]?.links).toHaveLength(2);
  });

  it('are refused with the mistakes of both folders at once', async () => {
    await edit('a.json', (text) => text.replace('"company"', '"compny"'));
    await writeFile(join(people, 'sakurako.json'), (await readFile(sakurako, 'utf8')).replace('"unit"', '"unti"'));
    const found = await problemsOf(readWorldFiles(own()));
    expect(new Set(found.map(({ field }) => field))).toEqual(new Set(['company', 'compny', 'unit', 'unti']));
  });

  it('the shipped persons go with any providers: links to others they do not have', async () => {
    const { personas } = await readWorldFiles({ tpps: folder });
    expect(personas.flatMap(({ links }) => links.map(({ tpp }) => tpp))).toEqual(['kaikei-mirai']);
    expect((await readWorldFiles({})).personas.flatMap(({ links }) => links)).toHaveLength(2);
  });
});
