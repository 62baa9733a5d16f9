import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/**
 * The file with the fuses, and the folder of the archives.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
const places = ({ appOutDir, electronPlatformName, packager }) => {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'win32') {
    return { electron: join(appOutDir, `${name}.exe`), resources: join(appOutDir, 'resources') };
  }
  if (electronPlatformName === 'darwin') {
    const contents = join(appOutDir, `${name}.app`, 'Contents');
    return { electron: join(contents, 'MacOS', name), resources: join(contents, 'Resources') };
  }
  const program = packager.config.linux?.executableName;
  if (!program) throw new Error('electron-builder.yml states no linux.executableName');
  return { electron: join(appOutDir, program), resources: join(appOutDir, 'resources') };
};

/**
 * electron-builder's hook: what electron-builder.yml has no words for.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
export const afterPack = async (context) => {
  const { electron, resources } = places(context);
  // Electron's own start page, which a package has no use for.
  await rm(join(resources, 'default_app.asar'), { force: true });
  // The one fuse that electron-builder does not know. It guards WebAssembly, which the app does not use: as Electron ships it.
  if (FuseV1Options.WasmTrapHandlers in (await getCurrentFuseWire(electron))) {
    await flipFuses(electron, { version: FuseVersion.V1, [FuseV1Options.WasmTrapHandlers]: true });
  }
};
