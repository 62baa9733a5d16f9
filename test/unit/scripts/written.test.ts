import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchWritten } from '../../../scripts/test/written.ts';
import { readPersonas } from '../../../server/mock/persona.ts';

describe('the search through all that a run wrote', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'renkei-written-test-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const search = async (text: string) => {
    writeFileSync(join(folder, 'app-1.log'), text);
    return searchWritten(folder, true);
  };

  it('passes what holds no secret', async () => {
    expect(await search('{"level":30,"pid":4226,"msg":"ready"}\n')).toEqual({ passed: 1, failed: [], skipped: [] });
  });

  it('finds a password however it is written, a PIN as a word, and an account number', async () => {
    const [person] = await readPersonas();
    if (person === undefined) throw new Error('nobody there');
    const pin = person.accounts.find((account) => account.pin !== null)?.pin?.number ?? '';
    for (const text of [
      `{"msg":"login ${person.loginPassword}"}`,
      Buffer.from(`x${person.loginPassword}`).toString('base64'),
      `{"msg":"entered","value":"${pin}"}`,
      `account ${person.accounts[0]?.number ?? ''} asked`,
    ]) {
      expect((await search(text)).failed, text).toHaveLength(1);
    }
  });

  it('fails when a whole run has written nothing', async () => {
    expect((await searchWritten(folder, true)).failed).toHaveLength(1);
    expect((await searchWritten(folder, false)).failed).toEqual([]);
  });
});
