import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { profileSchema } from '../../../src-main/policy/profile.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'build', 'profiles');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('the modules that are given as examples are proper parts of a profile', () => {
  const [, example = ''] = /```json\n([^]*?)```/.exec(read('README.md')) ?? [];
  const sample = JSON.parse(read('sample.json')) as object;
  const { tokenModules } = profileSchema.parse({ ...sample, tokenModules: JSON.parse(example) as unknown });
  expect(tokenModules.map(({ id }) => id)).toEqual(['opensc', 'safenet', 'yubikey-piv', 'epass2003']);
  expect(tokenModules.every(({ path }) => path.win32 && path.darwin && path.linux)).toBe(true);
});
