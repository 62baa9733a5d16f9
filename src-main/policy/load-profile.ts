import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMockProfile, profileSchema, type Profile } from './profile.ts';

export class ProfileError extends Error {
  override readonly name = 'ProfileError';
}

const option = '--profile=';

/**
 * Where the bank profile lies. A packaged app takes only the one it was shipped with, so that nobody can point it at
 * another bank by a command line; an unpackaged one (development, tests) needs `--profile=FILE`.
 */
export function profilePath(from: { packaged: boolean; resources: string; argv: readonly string[] }): string {
  if (from.packaged) return join(from.resources, 'profile.json');
  const given = from.argv.find((argument) => argument.startsWith(option));
  if (given === undefined) throw new ProfileError(`an unpackaged app needs ${option}FILE`);
  return given.slice(option.length);
}

/** `--mock`: the app brings the mock world along and belongs to no bank. */
export const isMockStart = (argv: readonly string[]): boolean => argv.includes('--mock');

/** What a tester gives along with `--mock`; `null`: what the mock world brings. */
export type MockChoice = {
  /** `--persona=ID`: the test person whose tokens are plugged in. */
  readonly persona: string | null;
  /** `--personas=DIR`: a folder of persons of his own. */
  readonly personas: string | null;
  /** `--tpps=DIR`: a folder of providers of his own. */
  readonly tpps: string | null;
};

/** @throws {ProfileError} for one without a value: the world would start with other people than meant, and forget those of before. */
export function mockChoice(argv: readonly string[]): MockChoice {
  const given = (name: keyof MockChoice): string | null => {
    const start = `--${name}`;
    const option = argv.find((argument) => argument === start || argument.startsWith(`${start}=`));
    if (option === undefined) return null;
    const value = option.slice(start.length + 1);
    if (value === '') throw new ProfileError(`write ${start}=VALUE, without a space before or after the equals sign`);
    return value;
  };
  return { persona: given('persona'), personas: given('personas'), tpps: given('tpps') };
}

/**
 * The mock world and banks never meet: a start with `--mock` refuses a bank's profile, and a packaged app without it refuses a
 * mock one. Development (an unpackaged app with `--profile=`) may have either.
 * @throws {ProfileError}
 */
export function refuseWrongWorld(
  profile: Profile,
  start: { readonly mock: boolean; readonly packaged: boolean },
): void {
  if (start.mock && !isMockProfile(profile))
    throw new ProfileError('--mock never works with a bank: its profile is refused');
  if (!start.mock && start.packaged && isMockProfile(profile)) {
    throw new ProfileError('this profile is of the mock world: it needs a start with --mock');
  }
}

/** @throws {ProfileError} naming the file and the first thing wrong with it. */
export function loadProfile(file: string): Profile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ProfileError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = profileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProfileError(`${file}: ${issue === undefined ? 'invalid' : `${issue.path.join('.')}: ${issue.message}`}`);
}
