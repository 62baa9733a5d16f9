import { cpus } from 'node:os';
import { setTimeout as passed } from 'node:timers/promises';

/** Long against the kernel's tick of 10 ms in which it counts. */
const window = 200;

function counted(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}

/**
 * The share of all processors that is taken now, 0–1. Asked while the thing that is to be measured does nothing, it is what others on
 * this machine take from it.
 */
export async function processorTaken(): Promise<number> {
  const before = counted();
  await passed(window);
  const after = counted();
  const all = after.all - before.all;
  return all === 0 ? 0 : 1 - (after.idle - before.idle) / all;
}
