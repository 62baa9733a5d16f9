import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Obstacle } from '../prepare/say.mjs';

export type Display = { readonly name: string; readonly close: () => Promise<void> };

/** A display number Xvfb took by itself, written to its file descriptor 3 once clients may connect. */
const readNumber = async (pipe: Readable): Promise<string> => {
  let text = '';
  for await (const chunk of pipe) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
};

/** Starts a virtual display that takes no connection from the network. */
export const startXvfb = async (size = '1280x900x24'): Promise<Display> => {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Its own group: the terminal's Ctrl-C must not take the display away before the windows are closed.
    detached: true,
  });
  const failed = once(child, 'error').then(([error]: unknown[]) => {
    throw new Obstacle(`Xvfb cannot be started: ${error instanceof Error ? error.message : String(error)}`);
  });
  const pipe = child.stdio[3];
  if (!pipe || !('readable' in pipe)) throw new Error('Xvfb has no pipe');
  const abandon = (): void => {
    child.kill('SIGTERM');
  };
  // However this process ends, the display does not stay behind.
  process.once('exit', abandon);
  const number = await Promise.race([readNumber(pipe), failed]);
  if (!/^\d+$/.test(number)) throw new Obstacle('Xvfb ended before it had a display.');
  return {
    name: `:${number}`,
    close: async () => {
      process.off('exit', abandon);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'exit');
      child.kill('SIGTERM');
      await closed;
    },
  };
};

/** Whether a person could see a window here. */
export const hasDisplay = (env: NodeJS.ProcessEnv): boolean =>
  process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
