import { z } from 'zod';
import type { Log } from '../../../diagnostics/log.ts';
import type { Inventory, InventoryEntry } from './inventory.ts';
import { pemOf } from './pem.ts';
import type { RunTool, Tool } from './run-tool.ts';
import { encodedScript } from './windows-script.ts';

const entry = z.object({
  der: z
    .string()
    .regex(/^\d{1,3}(,\d{1,3})*$/)
    .transform((text) => text.split(',').map(Number))
    .refine((bytes) => bytes.every((byte) => byte < 256), 'bytes are below 256'),
  key: z.boolean(),
});

const answer = z.union([
  z.array(entry),
  // Where a module changed the type data of arrays, Windows PowerShell 5.1 wraps them.
  z.object({ value: z.array(entry), Count: z.number() }).transform(({ value }) => value),
  entry.transform((one) => [one]),
]);

/** What the script printed. @throws when it is not that. */
export function parseWindowsAnswer(stdout: string): readonly InventoryEntry[] {
  const text = stdout.replace(/^\uFEFF/, '').trim();
  if (text === '') return [];
  return answer
    .parse(JSON.parse(text))
    .map(({ der, key }) => ({ pem: pemOf(Uint8Array.from(der)), hasPrivateKey: key, where: 'windows-personal' }));
}

/** The folder of Windows, from an environment others may have changed: an absolute local path, or the usual one. */
const windowsFolder = (env: NodeJS.ProcessEnv): string => {
  const given = env['SystemRoot'] ?? env['SYSTEMROOT'] ?? '';
  return /^[A-Za-z]:\\[^"*?<>|/\r\n]+$/.test(given) ? given.replace(/\\+$/, '') : 'C:\\Windows';
};

/** The fixed command. */
export function windowsCommand(env: NodeJS.ProcessEnv): Tool {
  return {
    file: `${windowsFolder(env)}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    args: [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-InputFormat',
      'None',
      '-ExecutionPolicy',
      'Bypass',
      '-EncodedCommand',
      encodedScript,
    ],
    // Set by a newer PowerShell, it makes this one load modules it cannot run.
    env: Object.fromEntries(Object.entries(env).filter(([name]) => name.toLowerCase() !== 'psmodulepath')),
  };
}

/** CurrentUser\My, the store from which Chromium offers certificates on Windows. */
export class WindowsInventory implements Inventory {
  readonly #run: RunTool;
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: Log;

  constructor(run: RunTool, env: NodeJS.ProcessEnv, log: Log) {
    this.#run = run;
    this.#env = env;
    this.#log = log;
  }

  async read(): Promise<readonly InventoryEntry[]> {
    const result = await this.#run(windowsCommand(this.#env));
    if (result.kind === 'failed') {
      this.#log.warn({ store: 'windows-personal', reason: result.reason }, 'certificate inventory not available');
      return [];
    }
    try {
      if (result.status === 0) return parseWindowsAnswer(result.stdout);
      this.#log.warn({ store: 'windows-personal', status: result.status }, 'certificate inventory not available');
    } catch {
      this.#log.warn({ store: 'windows-personal', reason: 'unreadable-answer' }, 'certificate inventory not available');
    }
    return [];
  }
}
