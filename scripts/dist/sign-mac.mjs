import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const plugin = join(root, 'build', 'mac', 'plugin.plist');

/**
 * electron-builder knows one file of entitlements for the app and one for all its helpers. Only one helper may load libraries that
 * others have signed: the one for `utilityProcess` with `allowLoadingUnsignedLibraries`, in which vendors' token modules run.
 * @param {string} file the bundle or program that is signed
 * @param {string | string[] | undefined} usual what electron-builder would take
 */
export const entitlementsOf = (file, usual) => (file.includes(' Helper (Plugin).app') ? plugin : usual);

/**
 * electron-builder's hook `mac.sign`: its own signing with the entitlements above.
 * @param {import('@electron/osx-sign').SignOptions} options
 */
export const sign = async (options) => {
  // electron-builder's own copy.
  const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'));
  /** @type {unknown} */
  const loaded = builder('@electron/osx-sign');
  const osx = /** @type {typeof import('@electron/osx-sign')} */ (loaded);
  const usual = options.optionsForFile;
  await osx.signAsync({
    ...options,
    optionsForFile: (file) => {
      const own = usual?.(file) ?? {};
      const entitlements = entitlementsOf(file, own.entitlements);
      return entitlements === undefined ? own : { ...own, entitlements };
    },
  });
};
