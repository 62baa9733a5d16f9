import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keypadFaces, type AppDriver } from '../support/app-driver.ts';
import { traceIpc } from '../support/ipc-trace.ts';
import { entered, protocolOf, toPassword } from '../support/keypad-stage.ts';
import { lookInto, lookIntoOwn } from '../support/memory-search.ts';
import { Stage } from '../support/stage.ts';
import { found, needlesFor, needlesForOrder, type Needles } from '../support/traces.ts';

/** Nobody's password. Twelve characters of all four blocks, found nowhere by chance. */
const secret = 'Zq7)w-K3xP@v';
/** Put into the page by the test: what the same searches must find. */
const planted = 'Planted-Gx7Qw2Rk';

/** The window's heap as V8 writes it out, with the strings of its document. */
async function heapOf(app: AppDriver): Promise<string> {
  const protocol = await protocolOf(app);
  const chunks: string[] = [];
  protocol.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await protocol.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false, captureNumericValue: true });
  await protocol.detach();
  const { strings } = JSON.parse(chunks.join('')) as { strings: string[] };
  return strings.join('\n');
}

function onDisk(folder: string, needles: Needles): { files: number; hits: string[] } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hits = files.flatMap((file) => {
    const path = join(file.parentPath, file.name);
    return found(needles, readFileSync(path)).map((form) => `${form} in ${file.name}`);
  });
  return { files: files.length, hits };
}

describe('a secret that was typed on the keypad', () => {
  let stage: Stage;
  let app: AppDriver;
  let trace: () => Promise<string[]>;
  let pid: number;
  const said: string[] = [];
  const needles = needlesFor(secret);
  let order: Needles;

  beforeAll(async () => {
    stage = await Stage.open({ persona: 'keiri-taro' });
    app = await toPassword(stage);
    const child = app.application.process();
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => said.push(text.toString()));
    await app.press('閉じる');
    trace = await traceIpc(app);
    await app.press('ソフトウェアキーボードを開く');
    await app.page.locator('button[data-block]').first().waitFor();
    const faces = await keypadFaces(app);
    // One block is enough to find the order; ten digits in this order are no coincidence, nor are 26 letters.
    order = new Map([
      ...[...needlesForOrder(faces.slice(0, 10))].map(([form, text]) => [`digits: ${form}`, text] as const),
      ...[...needlesForOrder(faces.slice(10, 36))].map(([form, text]) => [`letters: ${form}`, text] as const),
    ]);
    await app.page.evaluate((text) => Reflect.set(globalThis, 'planted', `${text}-${String(Date.now())}`), planted);
    pid = await app.application.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    );
    await app.enter(secret);
  });
  afterAll(async () => {
    await stage.close();
  });

  const expectCleanWindow = async (): Promise<void> => {
    const heap = await heapOf(app);
    expect(found(needlesFor(planted), heap)).toContain('UTF-8');
    expect(found(needles, heap)).toEqual([]);
    expect(found(order, heap)).toEqual([]);
    const html = await app.page.content();
    expect(html).toContain('ログインパスワード');
    expect(found(needles, html)).toEqual([]);
    expect(found(order, html)).toEqual([]);
  };

  const expectCleanMemory = async (): Promise<void> => {
    const window = lookInto(pid, needlesFor(planted));
    if (window === 'not allowed') {
      // The sandbox closes the window's process to every other program of an ordinary user; the same search opens one like any other.
      expect(process.getuid?.()).not.toBe(0);
      expect(await lookIntoOwn(planted, needlesFor(planted))).toContain('UTF-8');
    } else {
      expect(window).toContain('UTF-8');
      expect(lookInto(pid, needles)).toEqual([]);
    }
  };

  it('is in neither heap nor document of the window', async () => {
    await entered(app, secret.length);
    await expectCleanWindow();
  });

  it('is not in the memory of the window’s process, as a crash dump would hold it', async () => {
    await expectCleanMemory();
  });

  it('is nowhere after it was sent: window, memory, messages, log, disk', async () => {
    await app.press('API連携');
    await app.page.getByRole('alert').waitFor();
    await entered(app, 0);
    await expectCleanWindow();
    await expectCleanMemory();

    const messages = await trace();
    const named = (prefix: string): number => messages.filter((message) => message.startsWith(prefix)).length;
    expect(named('> keypad.press ')).toBe(secret.length);
    expect(named('< keypad.press ')).toBe(secret.length);
    expect(named('< view ')).toBeGreaterThan(0);
    expect(found(needlesFor('submit-password'), messages.join('\n'))).toContain('UTF-8');
    expect(found(needles, messages.join('\n'))).toEqual([]);
    expect(found(order, messages.join('\n'))).toEqual([]);
    // No single character either: a press names a key by a random id and is answered by a length.
    for (const message of messages.filter((each) => each.startsWith('> keypad.press')))
      expect(message).toMatch(/^> keypad\.press \[\{"pad":"[\w-]{22}","key":"[\w-]{22}"\}\]$/);
    for (const message of messages.filter((each) => each.startsWith('< keypad.press')))
      expect(message).toMatch(/^< keypad\.press \{"ok":true,"value":\{"length":\d+,"full":(true|false)\}\}$/);

    const log = said.join('');
    expect(log).toContain('login.wrong-password');
    expect(found(needles, log)).toEqual([]);
    expect(found(order, log)).toEqual([]);

    const folder = await app.application.evaluate(({ app: running }) => running.getPath('userData'));
    const disk = onDisk(folder, needles);
    expect(disk.files).toBeGreaterThan(0);
    expect(disk.hits).toEqual([]);
    expect(onDisk(folder, order).hits).toEqual([]);
  });
});
