import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Node 24 of the npm package `node`: the server and all tools run on it, whatever the machine has. */
export const node24Path = () =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Goes on with a TypeScript file under Node 24 and answers its exit status. The terminal sends Ctrl-C to the child as
 * well, so here it is only waited for; a signal sent to this process alone is passed on.
 * @param {string} script relative to the root
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export const continueOnNode24 = (script, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(node24Path(), [join(root, script), ...args], { stdio: 'inherit' });
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of forwarded) process.on(signal, pass);
    child.once('error', reject);
    child.once('close', (status) => {
      for (const signal of forwarded) process.off(signal, pass);
      resolve(status ?? 1);
    });
  });
