import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './racer.ts';

const racer = fileURLToPath(new URL('./racer.ts', import.meta.url));

function nextReport(child: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Report));
    child.once('exit', (code) => reject(new Error(`a process ended before it reported (${String(code)})`)));
  });
}

async function expectReport<K extends Report['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<Report, { kind: K }>> {
  const report = await nextReport(child);
  if (report.kind === 'failed') throw new Error(report.why);
  if (report.kind !== kind) throw new Error(`expected ${kind}, got ${report.kind}`);
  return report as Extract<Report, { kind: K }>;
}

/** Runs the same order in `count` processes of their own, which all begin at the same word; answers how often each one won. */
export async function runTogether(order: Order, count = 2): Promise<readonly number[]> {
  const children = Array.from({ length: count }, () => fork(racer, { execArgv: [] }));
  try {
    await Promise.all(
      children.map(async (child) => {
        const ready = expectReport(child, 'ready');
        child.send(order);
        await ready;
      }),
    );
    const done = children.map((child) => expectReport(child, 'done'));
    for (const child of children) child.send('go');
    return (await Promise.all(done)).map(({ won }) => won);
  } finally {
    for (const child of children) child.kill();
  }
}
