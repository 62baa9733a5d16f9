import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOnly, readIfThere, writeWhole } from '../pki/files.ts';
import { worldFileSchema, type WorldFile } from './contract.ts';

const fileOf = (home: string): string => join(home, 'control.json');

/** Tells the command line and the app where the running world is and what lets them in. Returns what takes it away. */
export async function announceWorld(home: string, world: WorldFile): Promise<() => Promise<void>> {
  await writeWhole(fileOf(home), `${JSON.stringify(world)}\n`, ownerOnly);
  return async () => {
    // Another world in the same folder may have taken over.
    if ((await readWorldFile(home))?.token === world.token) await rm(fileOf(home), { force: true });
  };
}

/** `null` when no world runs there (or it did not end well and left nothing readable). */
export async function readWorldFile(home: string): Promise<WorldFile | null> {
  const text = await readIfThere(fileOf(home));
  if (text === null) return null;
  try {
    return worldFileSchema.parse(JSON.parse(text));
  } catch {
    return null; // left half-written by something else: as good as absent
  }
}
