import { chmodSync, mkdirSync, readFileSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * Stands in for the desktop's default browser: a program called `xdg-open`, first on the app's PATH, which notes the address
 * it was given. The app itself does not know the difference.
 */
export class DefaultBrowser {
  readonly path: string;
  readonly #file: string;
  readonly #watchers = new Set<FSWatcher>();
  #read = 0;

  constructor(directory: string) {
    this.path = join(directory, 'bin');
    this.#file = join(directory, 'opened.txt');
    mkdirSync(this.path, { recursive: true });
    writeFileSync(this.#file, '');
    const program = join(this.path, 'xdg-open');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${this.#file}'\n`);
    chmodSync(program, 0o755);
  }

  /** Everything opened so far. */
  opened(): readonly string[] {
    return readFileSync(this.#file, 'utf8').split('\n').filter(Boolean);
  }

  /** The next address the app opens that was not asked for yet. */
  next(): Promise<string> {
    const index = this.#read;
    this.#read += 1;
    return new Promise((resolve) => {
      const look = (): void => {
        const address = this.opened()[index];
        if (address === undefined) return;
        watcher.close();
        this.#watchers.delete(watcher);
        resolve(address);
      };
      const watcher = watch(this.#file, look);
      this.#watchers.add(watcher);
      look();
    });
  }

  /** Nobody waits any more. */
  close(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers.clear();
  }
}
