import { root } from '../prepare/paths.mjs';

/** Chromium refuses to run its sandbox as root (containers, build machines). */
export const sandboxFlags = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/**
 * How the app is started from the source tree. Chromium's own password store is the plain one, so that no keyring of the
 * tester is asked for; nothing of the app's lies in it.
 */
export const appArguments = (options: { readonly profile: string; readonly userData: string }): readonly string[] => [
  ...sandboxFlags(),
  '--password-store=basic',
  `--user-data-dir=${options.userData}`,
  root,
  `--profile=${options.profile}`,
];
