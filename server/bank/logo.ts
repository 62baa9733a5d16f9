import { logoSchema } from '../contract/snapshot.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What makes the picture. Text, times, colour profiles and everything after the end stay behind. */
const kept: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Pixels each way. A small file can unpack into a picture of gigabytes; this one is shown at 44. */
const maximumSide = 512;
const prefix = 'data:image/png;base64,';

/**
 * A TPP's logo as it may be shown: the same PNG, made of nothing but its picture. `null`: not a PNG, too big in bytes or
 * pixels, or broken; the screen then shows the first character of the name.
 */
export function cleanLogo(address: string): string | null {
  if (!logoSchema.safeParse(address).success) return null;
  const file = Buffer.from(address.slice(prefix.length), 'base64');
  if (!file.subarray(0, signature.length).equals(signature)) return null;
  const parts: Buffer[] = [signature];
  let at = signature.length;
  for (;;) {
    if (at + 12 > file.length) return null; // no end: cut off
    const end = at + 12 + file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (end > file.length || (parts.length === 1) !== (type === 'IHDR')) return null;
    if (type === 'IHDR' && !isSmall(file.subarray(at + 8, end - 4))) return null;
    if (kept.has(type)) parts.push(file.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return prefix + Buffer.concat(parts).toString('base64');
}

function isSmall(header: Buffer): boolean {
  if (header.length !== 13) return false;
  const sides = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return sides.every((side) => side > 0 && side <= maximumSide);
}
