import { readFile, readdir } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { readTpps, registeredProof, registeredTppSchema } from '../../../server/mock/tpp/registered.ts';
import { publishedSchema } from '../../../server/mock/tpp/schema.ts';

const folder = new URL('../../../server/mock/tpp/', import.meta.url);
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, folder), 'utf8'));

describe('the pretend TPPs', () => {
  it('are of every kind', async () => {
    const tpps = await readTpps();
    expect(tpps.length).toBeGreaterThanOrEqual(4);
    expect(new Set(tpps.map(({ linkDays }) => linkDays))).toEqual(new Set([30, 90, 180, 365]));
    expect(new Set(tpps.map(({ tokenBinding }) => tokenBinding))).toEqual(new Set(['dpop', 'mtls']));
    for (const flag of ['fixedServices', 'suspended', 'keepsRefreshToken'] as const)
      expect(new Set(tpps.map((tpp) => tpp[flag]))).toEqual(new Set([true, false]));
  });

  it('have a published schema that is the one they are read by', async () => {
    const published = await read('tpp.schema.json');
    expect(published).toEqual(JSON.parse(publishedSchema()));
    const validate = new Ajv2020({ strict: false }).compile(published as object);
    for (const name of await readdir(new URL('registered/', folder))) {
      const file = await read(`registered/${name}`);
      expect([name, validate(file), validate.errors]).toEqual([name, true, null]);
      expect(file).toMatchObject({ $schema: '../tpp.schema.json' });
      expect(validate({ ...(file as object), linkDays: 31 })).toBe(false);
    }
  });

  it('cannot name themselves by certificate and bind their tokens to a key', async () => {
    const file = (await read('registered/shiharai-bin.json')) as object;
    expect(registeredTppSchema.safeParse({ ...file, tokenBinding: 'dpop' }).success).toBe(false);
  });

  it('are registered under the name in their certificate (RFC 4514)', async () => {
    const tpp = (await readTpps()).find(({ clientId }) => clientId === 'shiharai-bin');
    if (!tpp) throw new Error('no such TPP');
    expect(registeredProof({ ...tpp, company: 'A, B + C' })).toEqual({
      authentication: { method: 'tls_client_auth', subject: 'CN=shiharai-bin,O=A\\, B \\+ C,C=JP' },
      tokenBinding: 'mtls',
    });
  });
});
