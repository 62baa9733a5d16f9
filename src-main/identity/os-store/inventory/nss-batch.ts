import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunTool, ToolResult } from './run-tool.ts';

/**
 * certutil reads a batch line into 512 bytes and knows quotes but no escapes: a nickname with a quote, a control character or of
 * such a length is asked for by itself, as an argument.
 */
export const fitsBatch = (nickname: string): boolean =>
  Buffer.byteLength(nickname) <= 400 && !/["\\\p{Cc}]/u.test(nickname);

/** How often a batch is taken up again after a nickname that was not found. */
const maxRestarts = 20;
const maxSingles = 100;

export type Certutil = (args: readonly string[]) => Promise<ToolResult>;

export const certutilOn =
  (run: RunTool, file: string, database: string, env: NodeJS.ProcessEnv): Certutil =>
  (args) =>
    run({ file, args: [...args, '-d', `sql:${database}`], env });

/** Where the batch stopped: certutil ends it at the first nickname it cannot find, and names it. */
const stoppedAt = (nicknames: readonly string[], stderr: string): number =>
  nicknames.findIndex((nickname) => stderr.includes(`Could not find cert: ${nickname}\n`));

async function inBatches(certutil: Certutil, nicknames: readonly string[], folder: string): Promise<string> {
  const file = join(folder, 'batch');
  let output = '';
  let rest = nicknames;
  for (let restarts = 0; rest.length > 0 && restarts <= maxRestarts; restarts += 1) {
    await writeFile(file, rest.map((nickname) => `-L -h internal -n "${nickname}" -a\n`).join(''), { mode: 0o600 });
    const result = await certutil(['-B', '-i', file]);
    if (result.kind === 'failed') break;
    output += result.stdout;
    const stopped = stoppedAt(rest, result.stderr);
    if (stopped < 0) break;
    rest = rest.slice(stopped + 1);
  }
  return output;
}

/** One nickname; several certificates of one subject share it. */
export async function dumpOne(certutil: Certutil, nickname: string): Promise<string> {
  const result = await certutil(['-L', '-h', 'internal', '-n', nickname, '-a']);
  return result.kind === 'ended' ? result.stdout : '';
}

/**
 * All certificates of these nicknames as one PEM text. A process for each would take the main process's time: two hundred go through
 * one, by a batch file in a private folder that is removed at once.
 */
export async function dumpAll(certutil: Certutil, nicknames: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'renkei-nss-'));
  try {
    let output = await inBatches(certutil, nicknames.filter(fitsBatch), folder);
    for (const nickname of nicknames.filter((one) => !fitsBatch(one)).slice(0, maxSingles)) {
      output += await dumpOne(certutil, nickname);
    }
    return output;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
