import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ModuleProcess, ProcessHost } from '../../../src-main/identity/token/process-host.ts';

const entry = join(import.meta.dirname, '..', '..', '..', 'src-main', 'identity', 'token', 'module-process.ts');

/** The processes of modules as children of Node; `started` counts them, `alive` are those that run. */
export class NodeHost implements ProcessHost {
  started = 0;
  readonly alive = new Set<number>();
  readonly #env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
  }

  start(): ModuleProcess {
    this.started += 1;
    const child = fork(entry, {
      env: { ...process.env, ...this.#env },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const { pid } = child;
    if (pid !== undefined) this.alive.add(pid);
    child.once('exit', () => {
      if (pid !== undefined) this.alive.delete(pid);
    });
    // A message to a process that just died; its exit tells.
    child.on('error', () => undefined);
    return {
      post: (message) => void child.send(message as object),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill('SIGKILL'),
    };
  }
}
