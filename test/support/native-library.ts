import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const headers = join(root, 'node_modules', 'pkcs11js', 'includes', 'pkcs11');

/** Builds a shared library from a C file; answers its path. */
export async function buildLibrary(source: string, library: string): Promise<string> {
  await run('gcc', ['-shared', '-fPIC', '-O1', `-I${headers}`, '-o', library, source]);
  return library;
}

export type BrokenModule = 'crashes-on-load' | 'no-function-list' | 'never-returns' | 'crashes-on-initialize';

const sources: Readonly<Record<BrokenModule, string>> = {
  'crashes-on-load': '#include <signal.h>\n__attribute__((constructor)) static void start(void) { raise(SIGSEGV); }\n',
  'no-function-list': 'int C_GetSomethingElse(void) { return 0; }\n',
  'never-returns': '#include <unistd.h>\nint C_GetFunctionList(void **list) { for (;;) pause(); }\n',
  // Says that all is well, and hands out no functions.
  'crashes-on-initialize': 'int C_GetFunctionList(void **list) { static void *none[80]; *list = none; return 0; }\n',
};

/** A module of two lines that does what no module should. */
export async function buildBrokenModule(kind: BrokenModule, folder: string): Promise<string> {
  const source = join(folder, `${kind}.c`);
  await writeFile(source, sources[kind]);
  return buildLibrary(source, join(folder, `${kind}.so`));
}
