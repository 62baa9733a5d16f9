import { debianPackages } from './debian-list.mjs';
import { ensureDebianPackages, isDebian } from './debian-packages.mjs';
import { run } from './run.mjs';
import { Obstacle, say } from './say.mjs';

/** @param {string} command @param {readonly string[]} args */
const runs = async (command, args) => (await run(command, args).catch(() => undefined))?.status === 0;

const checkMac = async () => {
  if (await runs('xcode-select', ['-p'])) return;
  throw new Obstacle('The native modules need the Xcode command line tools. Please run: xcode-select --install');
};

const checkWindows = async () => {
  if (await runs('where', ['python'])) return;
  say(
    'If building keytar or pkcs11js fails, install "Desktop development with C++" of the Visual Studio Build Tools and Python 3.',
  );
};

const checkOtherLinux = async () => {
  if (await runs('pkg-config', ['--exists', 'libsecret-1'])) return;
  throw new Obstacle(
    'This is not Debian. Please install what corresponds to these packages with your own package manager:\n' +
      debianPackages.map(({ name, why }) => `  ${name}: ${why}`).join('\n'),
  );
};

/** Makes sure of everything outside of npm. */
export const ensureSystemPackages = async () => {
  if (isDebian()) return ensureDebianPackages();
  if (process.platform === 'darwin') return checkMac();
  if (process.platform === 'win32') return checkWindows();
  return checkOtherLinux();
};
