import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { root } from './paths.mjs';
import { node24Path } from './node-24.mjs';
import { run } from './run.mjs';
import { Obstacle, say } from './say.mjs';

const folder = join(root, 'node_modules');
const stamp = join(folder, '.renkei-lock-hash');

/** Changes with the packages and with how they are installed. */
const lockHash = () =>
  createHash('sha256')
    .update('from source\0')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

export const areNodePackagesReady = () =>
  existsSync(stamp) && existsSync(node24Path()) && readFileSync(stamp, 'utf8') === lockHash();

/**
 * `npm ci` deletes node_modules, which holds the very Node 24 that npm scripts run on: so npm has to run on the machine's
 * own Node, found in a PATH without node_modules.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const environmentForNpm = (env) => {
  const path = (env['PATH'] ?? env['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes(`${sep}node_modules${sep}`))
    .join(delimiter);
  /** @type {NodeJS.ProcessEnv} */
  const clean = { PATH: path };
  for (const [name, value] of Object.entries(env)) {
    if (/^path$/i.test(name) || /^npm_(package|lifecycle|command|node_execpath)/.test(name)) continue;
    clean[name] = value;
  }
  const nodedir = headersFolder(env['npm_node_execpath'] ?? process.execPath);
  // With the headers at hand node-gyp downloads nothing.
  if (nodedir !== undefined) clean['npm_config_nodedir'] = nodedir;
  // Built here and not downloaded: argon2's ready-made library crashes the Node inside of Electron 33, keytar's cannot be had.
  clean['npm_config_build_from_source'] = 'true';
  return clean;
};

/** @param {string} executable a `node` @returns its prefix when it was installed with headers */
const headersFolder = (executable) => {
  const prefix = dirname(dirname(executable));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) ? prefix : undefined;
};

/** `npm ci` would empty the folder a link points to, which belongs to somebody else. */
const refuseLink = () => {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new Obstacle('node_modules is a symbolic link. Please remove the link; the packages are then installed here.');
};

/** `npm ci` when the lock file is not the one node_modules was made from. */
export const ensureNodePackages = async () => {
  if (areNodePackagesReady()) return;
  refuseLink();
  say('Installing the node packages (npm ci) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: environmentForNpm(process.env),
    show: true,
  });
  if (result.status !== 0) throw new Obstacle(`npm ci failed (status ${String(result.status)}); its reason is above.`);
  writeFileSync(stamp, lockHash());
};
