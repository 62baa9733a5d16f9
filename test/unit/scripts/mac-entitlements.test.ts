import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { entitlementsOf } from '../../../scripts/dist/sign-mac.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const { mac } = z
  .object({
    mac: z.object({
      hardenedRuntime: z.literal(true),
      entitlements: z.string(),
      entitlementsInherit: z.string(),
      sign: z.string(),
    }),
  })
  .parse(parse(read('electron-builder.yml')));
const foreignLibraries = 'com.apple.security.cs.disable-library-validation';
const keysOf = (plist: string): string[] =>
  [...plist.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(([, key]) => key ?? '');
const signedWith = (file: string): string | string[] | undefined =>
  entitlementsOf(
    file,
    file.endsWith('Renkei.app') ? join(root, mac.entitlements) : join(root, mac.entitlementsInherit),
  );
const granted = (file: string): string[] => keysOf(readFileSync(String(signedWith(file)), 'utf8'));

describe('what macOS lets each part do', () => {
  const app = '/out/mac/Renkei.app';
  const helper = (kind: string): string => `${app}/Contents/Frameworks/Renkei Helper${kind}.app`;

  it('signs by the script that tells the helpers apart', () => {
    expect(mac.sign).toBe('./scripts/dist/sign-mac.mjs');
  });

  it('lets the helper of the token modules, and its program, load libraries of others', () => {
    for (const file of [helper(' (Plugin)'), `${helper(' (Plugin)')}/Contents/MacOS/Renkei Helper (Plugin)`])
      expect(granted(file)).toContain(foreignLibraries);
  });

  it.each([app, helper(''), helper(' (Renderer)'), helper(' (GPU)')])('does not let %s', (file) => {
    expect(granted(file)).toEqual(['com.apple.security.cs.allow-jit']);
  });

  it('runs the modules in that helper', () => {
    expect(read('src-main/identity/token/electron-host.ts')).toContain('allowLoadingUnsignedLibraries: true');
  });
});
