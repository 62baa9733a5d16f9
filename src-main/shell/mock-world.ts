import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Log } from '../diagnostics/log.ts';
import type { MockChoice } from '../policy/load-profile.ts';
import { openBrowser } from './browser.ts';
import { startMockServer, type MockServer } from './mock-server.ts';

type MockWorldOptions = {
  /** The folder of the built parts. */
  readonly out: string;
  readonly log: Log;
  readonly choice: MockChoice;
  /** A browser wants the app to open this link. */
  readonly onLink: (link: string) => void;
};

/**
 * Everything on this machine for a start with `--mock`: the server in a process of its own, its data below the app's own folder
 * of the mock world, the TPP's page in the default browser. Ends with the app. `DATABASE_URL` may name a PostgreSQL database.
 */
export async function startMockWorld({ out, log, choice, onLink }: MockWorldOptions): Promise<MockServer> {
  const entry = join(out, 'mock-server', 'mock-server.mjs');
  if (!existsSync(entry)) throw new Error('this installation was made without the mock server');
  const home = join(app.getPath('userData'), 'world');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const server = await startMockServer({
    entry,
    home,
    database: process.env['DATABASE_URL'] ?? null,
    choice,
    onLink,
    onLost: (code) => {
      log.error({ status: code }, 'the mock server ended');
      dialog.showErrorBox('Renkei', 'テスト環境のサーバーが止まりました。アプリを起動し直してください。');
    },
  });
  log.info({ event: 'mock-world-ready', tpp: server.tpp }, 'the mock world runs');
  stopWithApp(server);
  if (!(await openBrowser(server.tpp))) log.warn({ tpp: server.tpp }, 'no browser could be opened');
  return server;
}

/** Quitting waits until the server has released its files. */
function stopWithApp(server: MockServer): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void server.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}
