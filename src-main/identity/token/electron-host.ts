import { utilityProcess } from 'electron';
import type { ModuleProcess, ProcessHost } from './process-host.ts';

/** A module may catch the polite signal; this long it has (ms). */
const patience = 1000;

function start(entry: string, env: Readonly<Record<string, string>>, name: string): ModuleProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: `Renkei token ${name}`,
    env: { ...process.env, ...env },
    // Vendors' modules print; what they print may be anybody's PIN.
    stdio: 'ignore',
    // macOS: vendors' libraries are signed by others than the app.
    allowLoadingUnsignedLibraries: true,
  });
  let killed = false;
  let running: number | null = null;
  const end = (): void => {
    child.kill();
    setTimeout(() => {
      if (running !== null) process.kill(running, 'SIGKILL');
    }, patience);
  };
  child.once('spawn', () => {
    running = child.pid ?? null;
    if (killed) end();
  });
  child.once('exit', () => (running = null));
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => {
      if (killed) return;
      killed = true;
      // Before it is spawned there is nothing to kill yet.
      if (running !== null) end();
    },
  };
}

/**
 * Electron utility processes. `entry` is the bundle of `module-process.ts`; `env` comes on top of the app's own environment.
 * Not before the app is ready.
 */
export const electronHost = (entry: string, env: Readonly<Record<string, string>> = {}): ProcessHost => ({
  start: (name) => start(entry, env, name),
});
