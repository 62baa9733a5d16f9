import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { areNodePackagesReady, ensureNodePackages } from './node-packages.mjs';
import { root } from './paths.mjs';
import { Obstacle } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const oldestNode = 20;

/**
 * Everything up to the point where TypeScript runs. Uses nothing but the machine's own Node, so it works in a fresh clone.
 * Two runs at once wait for each other.
 */
export const prepare = async () => {
  if (Number(process.versions.node.split('.')[0]) < oldestNode) {
    throw new Obstacle(`Node ${String(oldestNode)} or newer is needed; this is ${process.version}.`);
  }
  await withLock(join(root, '.renkei', 'prepare.lock'), async () => {
    await ensureSystemPackages();
    if (!areNodePackagesReady()) await ensureNodePackages();
  });
};
