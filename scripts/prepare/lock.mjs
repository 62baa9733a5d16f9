import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './say.mjs';

const pollMs = 250;

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** @param {string} file */
const ownerOf = (file) => {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // it went away between two looks
  }
};

/** @param {string} file */
const take = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

/**
 * Removes the lock of a dead process. Whoever moves the file away looks again at whose it was: another run may have been
 * quicker, and then gets its lock back.
 * @param {string} file
 * @param {number} dead
 */
const discard = (file, dead) => {
  const aside = `${file}.${String(process.pid)}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // already gone
  }
  if (ownerOf(aside) !== dead) linkSync(aside, file);
  rmSync(aside, { force: true });
};

/**
 * Does `work` while no other process holds the same lock file. A lock whose owner died is taken over.
 * Between processes there is no event to wait for, hence the polling.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withLock = async (file, work) => {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    const owner = ownerOf(file);
    // An owner of 0 or NaN is a file just being written: look again.
    if (owner && !isAlive(owner)) {
      discard(file, owner);
      continue;
    }
    if (!told) say(`Waiting for another run (process ${String(owner)}) to finish preparing …`);
    told = true;
    await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
