import { crc32, deflateSync } from 'node:zlib';
import type { RegisteredTpp } from '../tpp/registered.ts';

const side = 48;
const colours: Readonly<Record<RegisteredTpp['accent'], readonly [number, number, number]>> = {
  teal: [12, 122, 112],
  plum: [112, 52, 122],
  slate: [70, 84, 104],
  indigo: [72, 68, 160],
  olive: [96, 104, 40],
};

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A pretend TPP's mark, drawn here: a disc in its colour with a ring in it, as a PNG in a data address. */
export function pretendLogo(accent: RegisteredTpp['accent']): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
  const middle = (side - 1) / 2;
  const rows = Array.from({ length: side }, (_, y) => {
    const row = Buffer.alloc(1 + side * 4);
    for (let x = 0; x < side; x += 1) {
      const distance = Math.hypot(x - middle, y - middle);
      const ring = Math.abs(distance - 12) < 2.5;
      const ink = distance < 22 ? [...(ring ? [255, 255, 255] : colours[accent]), 255] : [0, 0, 0, 0];
      row.set(ink, 1 + x * 4);
    }
    return row;
  });
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${png.toString('base64')}`;
}
