import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const chunk = 4 << 20;
/** Longer than anything that is searched. */
const overlap = 256;

/**
 * The writable memory of a process in pieces, as a crash dump would hold it. Throws `EACCES` where the system lets nobody
 * but the administrator look: the sandbox of the window's process sees to that for every other process of the same user.
 */
export function* memoryOf(pid: number): Generator<Buffer> {
  const regions = readFileSync(`/proc/${String(pid)}/maps`, 'utf8')
    .split('\n')
    .map((line) => /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line))
    .filter((match) => match !== null);
  const memory = openSync(`/proc/${String(pid)}/mem`, 'r');
  try {
    for (const [, from = '0', to = '0'] of regions) {
      const end = BigInt(`0x${to}`);
      for (let at = BigInt(`0x${from}`); at < end; at += BigInt(chunk - overlap)) {
        const wanted = Number(end - at < BigInt(chunk) ? end - at : BigInt(chunk));
        const bytes = Buffer.allocUnsafe(wanted);
        const read = readOrNothing(memory, bytes, at);
        if (read > 0) yield bytes.subarray(0, read);
        if (wanted < chunk) break;
      }
    }
  } finally {
    closeSync(memory);
  }
}

function readOrNothing(memory: number, bytes: Buffer, at: bigint): number {
  try {
    return readSync(memory, bytes, 0, bytes.length, at);
  } catch (error) {
    // Pages that went meanwhile, or that a device owns.
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return 0;
    throw error;
  }
}
