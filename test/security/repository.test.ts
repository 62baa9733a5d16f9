import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const mebibyte = 1024 * 1024;

/** What is tracked and what would be with the next `git add`. */
function listFiles(): readonly string[] | null {
  if (!existsSync(join(root, '.git'))) return null;
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  return listed
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '' && statSync(join(root, name), { throwIfNoEntry: false })?.isFile());
}

const files = listFiles();
const isBinary = (content: Buffer): boolean => content.subarray(0, 8000).includes(0);

/** Names of the text files that match, but not this one, which holds the patterns. */
function textFilesWith(pattern: RegExp): readonly string[] {
  return (files ?? []).filter((name) => {
    if (name === 'test/security/repository.test.ts') return false;
    const content = readFileSync(join(root, name));
    return !isBinary(content) && pattern.test(content.toString('utf8'));
  });
}

describe('the repository', () => {
  const needsGit = (skip: (why: string) => void): void => {
    if (files === null) skip('this is not a git work tree');
  };

  it('holds no private key', ({ skip }) => {
    needsGit(skip);
    expect(textFilesWith(/-----BEGIN [A-Z ]*PRIVATE KEY-----\r?\n/)).toEqual([]);
    expect(textFilesWith(/"d"\s*:\s*"[\w-]{40,}"/)).toEqual([]);
    expect(files?.filter((name) => /\.(p12|pfx|key|jks|keystore)$/i.test(name))).toEqual([]);
  });

  it('names no folder of somebody’s machine', ({ skip }) => {
    needsGit(skip);
    expect(textFilesWith(/(?<![\w.])\/(home|Users)\/[a-z][\w.-]*\/|[A-Z]:\\Users\\|(?<![\w.])\/(root|work)\//)).toEqual(
      [],
    );
  });

  it('names no registry', ({ skip }) => {
    needsGit(skip);
    expect(textFilesWith(/registry\.(npmjs\.org|yarnpkg\.com|npmmirror\.com)|npm\.pkg\.github\.com/)).toEqual([]);
  });

  it('tracks no large binary', ({ skip }) => {
    needsGit(skip);
    const large = (files ?? []).filter((name) => {
      const file = join(root, name);
      return statSync(file).size > mebibyte && isBinary(readFileSync(file));
    });
    expect(large).toEqual([]);
  });
});

describe('the lock file', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');

  it('says what a package contains, not where it was fetched', () => {
    expect(lock).not.toMatch(/"resolved": "https?:/);
    expect(lock).toMatch(/"integrity": "sha512-/);
  });

  it('belongs to a package.json with exact versions', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const versions = Object.values({ ...manifest['dependencies'], ...manifest['devDependencies'] });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
