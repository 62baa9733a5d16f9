import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { z } from 'zod';
import { testerCalls, testerChannel, type TesterCall, type TesterResult } from '../contract/tester.ts';
import type { Log } from '../diagnostics/log.ts';
import { ControlRefusal } from '../tester/control-client.ts';
import { testerHandlers, type TesterHandlers, type TesterPorts } from '../tester/tester.ts';
import { openBrowser } from './browser.ts';
import { ipcTransport } from './ipc.ts';
import { uiOrigin } from './ui-origin.ts';
import { webPreferences } from './web-preferences.ts';

const page = `${uiOrigin}/tester.html`;

const requestSchema = z.strictObject({ name: z.string(), input: z.unknown() });

const isCall = (name: string): name is TesterCall => Object.hasOwn(testerCalls, name);

/** Electron has this on Linux only, where the store is a folder of the user's; elsewhere the panel shows the command. */
function importer(): ((file: string, password: string) => Promise<void>) | null {
  if (process.platform !== 'linux') return null;
  return (certificate, password) =>
    new Promise((resolve, reject) => {
      app.importCertificate({ certificate, password }, (status) => {
        if (status === 0) resolve();
        else
          reject(
            new ControlRefusal({
              ja: `証明書を取り込めません(${String(status)})。`,
              en: `The certificate cannot be imported (${String(status)}).`,
            }),
          );
      });
    });
}

/** Technical: the same in both languages. */
const refused = (text: string): TesterResult<never> => ({ ok: false, reason: { ja: text, en: text } });

async function answer(handlers: TesterHandlers, name: TesterCall, raw: unknown): Promise<TesterResult<unknown>> {
  const input = testerCalls[name].safeParse(raw);
  if (!input.success) return refused('ipc.invalid-input');
  // The table ties name, input and answer together; here only the name is known.
  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  try {
    return { ok: true, value: await handler(input.data) };
  } catch (error) {
    if (error instanceof ControlRefusal) return { ok: false, reason: error.words };
    return refused(error instanceof Error ? error.message : String(error));
  }
}

type TesterOptions = Pick<TesterPorts, 'control' | 'tokenConfiguration' | 'program'> & {
  readonly out: string;
  readonly log: Log;
};

/**
 * The test panel: a window of its own, with a preload script and calls of its own. Only ever made for the mock world. The answer
 * opens it, or brings it to the front.
 */
export function testerWindow({ out, log, ...ports }: TesterOptions): () => void {
  const handlers = testerHandlers({
    ...ports,
    openBrowser,
    importCertificate: importer(),
    system: process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'macos' : 'linux',
  });
  ipcTransport.handle(testerChannel, async ({ senderFrame }, raw) => {
    if (senderFrame?.parent !== null || senderFrame.url !== page) return refused('ipc.untrusted-sender');
    const request = requestSchema.safeParse(raw);
    if (!request.success || !isCall(request.data.name)) return refused('ipc.invalid-input');
    return await answer(handlers, request.data.name, request.data.input);
  });
  let window: BrowserWindow | null = null;
  return () => {
    if (window !== null) {
      window.show();
      window.focus();
      return;
    }
    const opened = new BrowserWindow({
      width: 1040,
      height: 780,
      minWidth: 480,
      minHeight: 400,
      title: 'テスト操作盤',
      autoHideMenuBar: true,
      backgroundColor: '#ffffff',
      webPreferences: { ...webPreferences, preload: join(out, 'tester-preload', 'tester-preload.cjs') },
    });
    window = opened;
    opened.setMenu(null);
    opened.on('closed', () => {
      window = null;
    });
    opened.loadURL(page).catch((error: unknown) => {
      log.error({ err: error }, 'the test panel does not load');
    });
  };
}
