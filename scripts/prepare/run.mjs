import { spawn } from 'node:child_process';

/**
 * @typedef {{ status: number | null, stdout: string, stderr: string, timedOut: boolean }} RunResult
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean }} RunOptions
 */

/**
 * Runs a program to its end and collects what it says. With `show` its output also appears on our standard error.
 * Windows finds `npm` only as a command script, hence the shell there; arguments are our own fixed words.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    });
    const result = { stdout: '', stderr: '', timedOut: false };
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            result.timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      result.stdout += text;
      if (options.show) process.stderr.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      result.stderr += text;
      if (options.show) process.stderr.write(text);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (status) => {
      clearTimeout(timer);
      resolve({ ...result, status });
    });
  });
