import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeLeftOut } from '../../../../src-main/identity/os-store/inventory/left-out.ts';
import { parseIdentities, parseKeychain } from '../../../../src-main/identity/os-store/inventory/macos.ts';
import { fitsBatch } from '../../../../src-main/identity/os-store/inventory/nss-batch.ts';
import { parseKeys, parseTable } from '../../../../src-main/identity/os-store/inventory/nss-output.ts';
import { osInventory } from '../../../../src-main/identity/os-store/inventory/os-inventory.ts';
import type { RunTool, Tool, ToolResult } from '../../../../src-main/identity/os-store/inventory/run-tool.ts';
import { parseWindowsAnswer, windowsCommand } from '../../../../src-main/identity/os-store/inventory/windows.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/inventory', name), 'utf8');
const policy = { issuers: ['成協信用組合 利用者認証局'], now: new Date('2026-11-22T00:00:00Z'), tls13: true };
const ended = (stdout: string, status = 0, stderr = ''): ToolResult => ({ kind: 'ended', status, stdout, stderr });

const warnings: unknown[] = [];
const log = {
  info: () => undefined,
  warn: (fields: object) => void warnings.push(fields),
  error: () => undefined,
};
const inventory = (platform: NodeJS.Platform, run: RunTool, env = {}) => osInventory({ platform, env, log, run });

describe('on Windows', () => {
  it('the list is read', () => {
    const entries = parseWindowsAnswer(fixture('powershell-list.json'));
    expect(entries.map(({ hasPrivateKey }) => hasPrivateKey)).toEqual([true, true, false, true]);
    for (const { pem } of entries) expect(new X509Certificate(pem).subject).toContain('O=株式会社さくら商事');
    const reasons = mergeLeftOut([entries[0]?.pem ?? ''], entries, policy).map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(['expired', 'no-private-key', 'wrong-issuer']);
  });

  it('every form Windows PowerShell gives it is understood', () => {
    expect(parseWindowsAnswer(fixture('powershell-one.json'))).toHaveLength(1);
    expect(parseWindowsAnswer(fixture('powershell-wrapped.json'))).toHaveLength(2);
    expect(parseWindowsAnswer('[]\r\n')).toEqual([]);
    expect(parseWindowsAnswer('\r\n')).toEqual([]);
    expect(parseWindowsAnswer(`\uFEFF${fixture('powershell-list.json')}`)).toHaveLength(4);
  });

  it.each(['{', '[{"der":"48,256","key":true}]', '[{"der":"","key":true}]', '[{"der":"48","key":"yes"}]', 'null', '3'])(
    'anything else is refused: %s',
    (text) => {
      expect(() => parseWindowsAnswer(text)).toThrow();
    },
  );

  it('the command is absolute, fixed and asks nothing', () => {
    const { file, args, env } = windowsCommand({ SystemRoot: 'D:\\Win dows\\', PSModulePath: 'x', Path: 'y' });
    expect(file).toBe('D:\\Win dows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe');
    expect(args).toEqual(expect.arrayContaining(['-NoProfile', '-NonInteractive']));
    expect(args).toEqual(windowsCommand({}).args);
    expect(env).toEqual({ SystemRoot: 'D:\\Win dows\\', Path: 'y' });
    const script = Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le');
    expect(script).toContain("'Cert:\\CurrentUser\\My'");
  });

  it.each(['', '\\\\server\\share', 'C:', 'relative', 'C:\\a"b', 'C:\\a\nb'])(
    'a folder of Windows named %j is not believed',
    (SystemRoot) => {
      expect(windowsCommand({ SystemRoot }).file).toMatch(/^C:\\Windows\\System32\\/);
    },
  );

  it('what fails is an empty list and a line in the log', async () => {
    const answers: ToolResult[] = [
      { kind: 'failed', reason: 'not-installed' },
      { kind: 'failed', reason: 'timed-out' },
      ended('', 1, 'boom'),
      ended('#< CLIXML'),
    ];
    for (const answer of answers) {
      const told = warnings.length;
      expect(await inventory('win32', async () => answer).read()).toEqual([]);
      expect(warnings.length).toBe(told + 1);
    }
    expect(await inventory('win32', async () => ended(fixture('powershell-list.json'))).read()).toHaveLength(4);
  });
});

describe('on macOS', () => {
  const certificates = fixture('security-find-certificate.txt');
  const identities = fixture('security-find-identity.txt');

  it('keys are told by the identities, valid or not', () => {
    expect(parseIdentities(identities).size).toBe(3);
    const entries = parseKeychain(certificates, identities);
    expect(entries.map(({ hasPrivateKey }) => hasPrivateKey)).toEqual([true, true, false, true, false]);
    const reasons = mergeLeftOut([entries[0]?.pem ?? ''], entries, policy).map(({ reason }) => reason);
    expect(reasons.toSorted()).toEqual(['expired', 'no-private-key', 'wrong-issuer']);
  });

  it('both are asked of the system’s own tool', async () => {
    const asked: Tool[] = [];
    const run: RunTool = async (tool) => {
      asked.push(tool);
      return ended(tool.args[0] === 'find-certificate' ? certificates : identities);
    };
    expect(await inventory('darwin', run).read()).toHaveLength(5);
    expect(asked.map(({ file, args }) => [file, ...args])).toEqual([
      ['/usr/bin/security', 'find-certificate', '-a', '-p'],
      ['/usr/bin/security', 'find-identity'],
    ]);
  });

  it('without the identities nothing is said, rather than that keys are missing', async () => {
    const run: RunTool = async ({ args }) => (args[0] === 'find-certificate' ? ended(certificates) : ended('', 1));
    const told = warnings.length;
    expect(await inventory('darwin', run).read()).toEqual([]);
    expect(warnings.length).toBe(told + 1);
  });
});

describe('on Linux', () => {
  it('the table is read, odd nicknames too', () => {
    expect(parseTable(fixture('certutil-table.txt'))).toEqual([
      { nickname: 'nick "quoted" 経理', user: true },
      { nickname: 'Test CA - CA', user: false },
      { nickname: 'nick "quoted" 経理', user: true },
      { nickname: '花子', user: true },
      { nickname: 'nk', user: false },
      { nickname: 'other', user: false },
      { nickname: '  sp  aced', user: true },
      { nickname: 'x'.repeat(70), user: false },
    ]);
  });

  it('the keys are read; a locked database is not one without keys', () => {
    expect(parseKeys(0, fixture('certutil-keys.txt'), '')?.size).toBe(4);
    expect(parseKeys(255, '', 'certutil: no keys found\n')?.size).toBe(0);
    expect(parseKeys(255, '', 'certutil: could not authenticate to token NSS Certificate DB.')).toBeNull();
  });

  it('what could end a quoted name is kept out of batches', () => {
    for (const nickname of ['a"b', 'a\\b', 'a\tb', 'a\nb', 'あ'.repeat(200)]) expect(fitsBatch(nickname)).toBe(false);
    for (const nickname of ['a b', '経理 太郎', "o'x", '$(x)', '-d']) expect(fitsBatch(nickname)).toBe(true);
  });
});

it('elsewhere there is none', async () => {
  expect(await inventory('freebsd', async () => ended('')).read()).toEqual([]);
});
