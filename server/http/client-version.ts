import type { Context } from 'koa';
import { clientHeader } from '../contract/reply.ts';
import { Refusal } from './refusal.ts';

type Version = readonly [major: number, minor: number, patch: number];

/** `undefined` when it is not `major.minor.patch` (a suffix such as `-beta.1` is ignored). */
export function parseVersion(text: string): Version | undefined {
  const match = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+][\w.+-]{0,40})?$/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

export function isOlder(version: Version, minimum: Version): boolean {
  const differing = version.findIndex((part, index) => part !== minimum[index]);
  return differing !== -1 && (version[differing] ?? 0) < (minimum[differing] ?? 0);
}

export const isApp = (context: Context): boolean => context.get(clientHeader) !== '';

/** Refuses whoever does not name an app version that is still served. */
export function requireApp(context: Context, minimumClient: string): void {
  const version = parseVersion(context.get(clientHeader));
  if (version === undefined) throw new Refusal('request.invalid', { detail: `the header ${clientHeader} is missing` });
  const minimum = parseVersion(minimumClient);
  if (minimum === undefined) throw new Error(`minimumClient ${minimumClient} is not a version`);
  if (isOlder(version, minimum)) throw new Refusal('environment.app-too-old');
}
