import { ipcMain } from 'electron';
import type { Transport } from './register-calls.ts';

/** The only place that touches `ipcMain`. */
export const ipcTransport: Transport = {
  handle: (channel, answer) => {
    ipcMain.handle(channel, (event, input: unknown) => answer(event, input));
  },
};
