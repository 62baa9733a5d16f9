import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * On Linux the app opens the default browser through `xdg-open`, which would hand its private home on to the browser. A small
 * `xdg-open` in front of the PATH puts things right.
 */

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const restored = ['HOME', 'PATH', 'XAUTHORITY', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_DATA_HOME'];

/** The tester's own browser with the tester's own home. Answers `env` with the shim in its PATH. */
export const useOwnBrowser = async (
  dir: string,
  env: NodeJS.ProcessEnv,
  own: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> => {
  if (process.platform !== 'linux') return env;
  const lines = restored.map((name) => {
    const value = own[name];
    return value === undefined ? `unset ${name}` : `export ${name}=${quote(value)}`;
  });
  const file = join(dir, 'xdg-open');
  await mkdir(dir, { recursive: true });
  await writeFile(file, ['#!/bin/sh', ...lines, 'exec xdg-open "$@"', ''].join('\n'));
  await chmod(file, 0o755);
  return { ...env, PATH: `${dir}${delimiter}${env['PATH'] ?? ''}` };
};
