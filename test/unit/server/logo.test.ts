import { describe, expect, it } from 'vitest';
import { cleanLogo } from '../../../server/bank/logo.ts';
import { pretendLogo } from '../../../server/mock/seed/pretend-logo.ts';

const prefix = 'data:image/png;base64,';
const good = pretendLogo('teal');
const bytes = (): Buffer => Buffer.from(good.slice(prefix.length), 'base64');
const address = (file: Buffer): string => prefix + file.toString('base64');

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

describe('a TPP’s logo', () => {
  it('is left as it is when there is nothing in it but its picture', () => {
    expect(cleanLogo(good)).toBe(good);
  });

  it('loses text, and whatever hangs on behind its end', () => {
    const file = bytes();
    const [head, rest] = [file.subarray(0, 33), file.subarray(33)];
    const dirty = Buffer.concat([head, chunk('tEXt', Buffer.from('Comment\0<script>')), rest, Buffer.from('<svg/>')]);
    expect(cleanLogo(address(dirty))).toBe(good);
  });

  it('is not shown when it is no PNG, is cut off, too many pixels or too many bytes', () => {
    const huge = bytes();
    huge.writeUInt32BE(100_000, 16);
    for (const bad of [
      'data:image/svg+xml;base64,PHN2Zy8+',
      'https://tpp.example/logo.png',
      address(Buffer.from('GIF89a')),
      address(bytes().subarray(0, 60)),
      address(huge),
      address(Buffer.concat([bytes(), Buffer.alloc(40_000)])),
      address(Buffer.concat([bytes().subarray(0, 8), bytes().subarray(33)])),
    ]) {
      expect(cleanLogo(bad)).toBeNull();
    }
  });
});
