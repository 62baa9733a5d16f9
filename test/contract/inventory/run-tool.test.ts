import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolRunner } from '../../../src-main/identity/os-store/inventory/run-tool.ts';

function tool(script: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'renkei-tool-')), 'tool');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
const limits = { timeoutMs: 5000, maxBytes: 1000 };
const run = (script: string, over = {}) =>
  toolRunner({ ...limits, ...over })({ file: tool(script), args: ['a b'], env: {} });

describe('a system tool', () => {
  it('answers with both outputs and its status', async () => {
    expect(await run('echo "経理 $1"; echo trouble >&2; exit 3')).toEqual({
      kind: 'ended',
      status: 3,
      stdout: '経理 a b\n',
      stderr: 'trouble\n',
    });
  });

  it('has no input and no terminal to ask at', async () => {
    const result = await run('read line && echo "read"; (: < /dev/tty) 2>/dev/null && echo terminal; echo end');
    expect(result).toMatchObject({ stdout: 'end\n' });
  });

  it('that hangs is ended', async () => {
    expect(await run('exec sleep 60', { timeoutMs: 100 })).toEqual({ kind: 'failed', reason: 'timed-out' });
  });

  it('that talks without end is ended', async () => {
    expect(await run('exec yes')).toEqual({ kind: 'failed', reason: 'too-much-output' });
  });

  it('that is not there, or is no program, is said so', async () => {
    const missing = await toolRunner(limits)({ file: '/nonexistent/certutil', args: [], env: {} });
    expect(missing).toEqual({ kind: 'failed', reason: 'not-installed' });
    const folder = await toolRunner(limits)({ file: tmpdir(), args: [], env: {} });
    expect(folder).toEqual({ kind: 'failed', reason: 'not-started' });
  });
});
