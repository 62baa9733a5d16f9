import { spawn } from 'node:child_process';

const opener = (): readonly [string, ...string[]] => {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', ''];
  return ['xdg-open'];
};

/** Opens an address of our own in the default browser. That there is none is no error: the address is printed as well. */
export const openPage = (address: string): void => {
  const [command, ...args] = opener();
  const child = spawn(command, [...args, address], { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
};
