import type { AppDriver } from './app-driver.ts';

/** Writes down, in the main process, every message between page and main from now on, in both directions. */
export async function traceIpc(app: AppDriver): Promise<() => Promise<string[]>> {
  await app.application.evaluate(({ ipcMain, BrowserWindow }) => {
    type Handler = (event: unknown, ...input: unknown[]) => unknown;
    const trace: string[] = [];
    const plain = (value: unknown): string =>
      value === undefined
        ? 'undefined'
        : JSON.stringify(value, (_key, part: unknown) =>
            ArrayBuffer.isView(part) ? Buffer.from(part.buffer).toString('latin1') : part,
          );
    const handlers: unknown = Reflect.get(ipcMain, '_invokeHandlers');
    // Electron has no public list of them; a test that sees no traffic must not pass.
    if (!(handlers instanceof Map)) throw new Error('this Electron keeps its handlers elsewhere');
    for (const [name, handler] of [...(handlers as Map<string, Handler>)]) {
      handlers.set(name, async (event: unknown, ...input: unknown[]) => {
        trace.push(`> ${name} ${plain(input)}`);
        const answer = await handler(event, ...input);
        trace.push(`< ${name} ${plain(answer)}`);
        return answer;
      });
    }
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('no window');
    const send = contents.send.bind(contents);
    contents.send = (channel: string, ...input: unknown[]) => {
      trace.push(`< ${channel} ${plain(input)}`);
      send(channel, ...input);
    };
    contents.on('ipc-message', (_event, channel, ...input: unknown[]) => trace.push(`> ${channel} ${plain(input)}`));
    Reflect.set(globalThis, 'ipcTrace', trace);
  });
  return () => app.application.evaluate(() => Reflect.get(globalThis, 'ipcTrace') as string[]);
}
