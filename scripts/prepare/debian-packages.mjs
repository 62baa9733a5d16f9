import { existsSync } from 'node:fs';
import { debianPackages } from './debian-list.mjs';
import { run } from './run.mjs';
import { Obstacle, say } from './say.mjs';

/**
 * The packages of the list that are not installed, from the output of `dpkg-query -W -f '${Package} ${Status}\n'`.
 * @param {string} queried
 */
export const missingFrom = (queried) => {
  const installed = new Set(
    queried
      .split('\n')
      .filter((line) => line.endsWith(' install ok installed'))
      .map((line) => line.slice(0, line.indexOf(' '))),
  );
  return debianPackages.filter(
    (wanted) => ![wanted.name, ...(wanted.alternatives ?? [])].some((name) => installed.has(name)),
  );
};

/** @returns {Promise<readonly string[] | undefined>} the words before `apt-get`, or nothing when we may not install */
const privilege = async () => {
  if (process.getuid?.() === 0) return [];
  const sudo = await run('sudo', ['-n', 'true']).catch(() => undefined);
  return sudo?.status === 0 ? ['sudo', '-n'] : undefined;
};

/**
 * The name this release knows a package by.
 * @param {{ name: string, alternatives?: readonly string[] }} wanted
 */
const nameHere = async (wanted) => {
  for (const name of [wanted.name, ...(wanted.alternatives ?? [])]) {
    const shown = await run('apt-cache', ['policy', name]);
    if (/Candidate: (?!\(none\))\S/.test(shown.stdout)) return name;
  }
  return wanted.name;
};

/** Installs what is missing of the Debian packages, or says what a person has to do. */
export const ensureDebianPackages = async () => {
  const all = debianPackages.flatMap((wanted) => [wanted.name, ...(wanted.alternatives ?? [])]);
  // dpkg-query ends with status 1 when it does not know one of the names; its output is complete all the same.
  const query = () => run('dpkg-query', ['-W', '-f', '${Package} ${Status}\\n', ...all]);
  const missing = missingFrom((await query()).stdout);
  if (missing.length === 0) return;
  say('Missing Debian packages:');
  for (const { name, why } of missing) say(`  ${name}: ${why}`);
  const prefix = await privilege();
  if (prefix === undefined) {
    const names = missing.map(({ name }) => name).join(' ');
    throw new Obstacle(
      `Please run this line once, then start again:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {readonly string[]} args */
  const apt = async (args) => {
    const [command = 'apt-get', ...rest] = [...prefix, 'apt-get', ...args];
    const result = await run(command, rest, { env, show: true });
    if (result.status !== 0) throw new Obstacle(`apt-get ${args[0] ?? ''} failed (status ${String(result.status)}).`);
  };
  await apt(['update', '-qq']);
  const names = await Promise.all(missing.map(nameHere));
  await apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);
  const still = missingFrom((await query()).stdout);
  if (still.length > 0) throw new Obstacle(`Still missing after apt-get: ${still.map(({ name }) => name).join(' ')}`);
};

export const isDebian = () => process.platform === 'linux' && existsSync('/var/lib/dpkg/status');
