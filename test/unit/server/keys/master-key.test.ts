import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadMasterKey, masterKeySource, openSecretBox } from '../../../../server/keys/master-key.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'renkei-key-'));
  file = join(folder, 'below', 'master.key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the key under which all others are kept', () => {
  it('is made on the first run, for its owner only, and is the same afterwards', async () => {
    const first = await openSecretBox({ file });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(Buffer.from((await readFile(file, 'utf8')).trim(), 'base64')).toHaveLength(32);
    expect((await openSecretBox({ file })).open('row', first.seal('row', 'x'))).toBe('x');
  });

  it('is one key, though several servers start at once', async () => {
    const boxes = await Promise.all(Array.from({ length: 8 }, () => openSecretBox({ file })));
    const sealed = boxes.map((box) => box.seal('row', 'x'));
    for (const box of boxes) for (const text of sealed) expect(box.open('row', text)).toBe('x');
    expect(await readdir(join(folder, 'below'))).toEqual(['master.key']);
  });

  it.each([0o640, 0o604, 0o644])('is refused when others may read it (mode %o)', async (mode) => {
    await openSecretBox({ file });
    await chmod(file, mode);
    await expect(openSecretBox({ file })).rejects.toThrow(BadMasterKey);
  });

  it('is refused when it is none, or a link to somewhere else', async () => {
    await openSecretBox({ file });
    await writeFile(file, 'not a key');
    await expect(openSecretBox({ file })).rejects.toThrow(BadMasterKey);
    const link = join(folder, 'link');
    await symlink(file, link);
    await expect(openSecretBox({ file: link })).rejects.toThrow();
  });

  it.each(['', 'short', randomBytes(31).toString('base64'), randomBytes(33).toString('base64')])(
    'is refused in the environment when it is not 32 bytes: %s',
    async (text) => {
      await expect(openSecretBox({ text })).rejects.toThrow(BadMasterKey);
    },
  );

  it('comes from the environment before the file, an older one after a comma', async () => {
    const [older, newer] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64url')];
    const sealed = (await openSecretBox({ text: older })).seal('row', 'x');
    const source = masterKeySource({ RENKEI_KEY: `${newer},${older}` }, file);
    expect((await openSecretBox(source)).open('row', sealed)).toBe('x');
    expect(masterKeySource({ RENKEI_KEY: '' }, file)).toEqual({ file });
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });
});
