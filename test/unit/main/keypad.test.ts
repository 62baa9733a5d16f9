import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glyphSprite } from '../../../src-main/keypad/glyphs.ts';
import { Keypads } from '../../../src-main/keypad/keypads.ts';
import { layoutFor } from '../../../src-main/keypad/layout.ts';
import { openPad, type Orders, type Pad } from '../../../src-main/keypad/pad.ts';
import { shuffle } from '../../../src-main/keypad/shuffle.ts';

/** What a person sees: the key whose face shows the character. */
function keyFor(pad: Pad, character: string): string {
  const faces = [...pad.sprite().matchAll(/>([^<]+)<\/text>/g)].map(([, face]) => face);
  const index = faces.indexOf({ '<': '&lt;', '>': '&gt;', '&': '&amp;' }[character] ?? character);
  const key = pad.view('').blocks.flatMap((block) => block.keys)[index];
  if (key === undefined) throw new Error(`no key shows ${character}`);
  return key;
}

const open = (fixed = false, orders: Orders = new Map()): Pad => openPad('login-password', 12, fixed, orders);
const content = (pad: Pad): Promise<string> => pad.spend((bytes) => Promise.resolve(Buffer.from(bytes).toString()));

describe('a keypad', () => {
  it('has every character a password may have, once', () => {
    const characters = layoutFor('login-password').flatMap((block) => block.characters);
    expect(new Set(characters).size).toBe(characters.length);
    expect(characters.join('')).toMatch(/^[\x21-\x7e]{82}$/);
    expect(layoutFor('inquiry-pin').flatMap((block) => block.characters)).toHaveLength(10);
  });

  it('enters what the pressed faces show, and tells only the length', async () => {
    const pad = open();
    for (const character of 'Ab1<') pad.press(keyFor(pad, character));
    expect(pad.entered()).toEqual({ length: 4, full: false });
    expect(await content(pad)).toBe('Ab1<');
  });

  it('equals a simple model under any presses, erasures and clearings', async () => {
    const step = fc.oneof(
      fc.constantFrom(...layoutFor('login-password').flatMap((block) => block.characters)),
      fc.constantFrom('erase' as const, 'clear' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const pad = open();
        let model = '';
        for (const what of steps) {
          if (what === 'erase') {
            pad.erase();
            model = model.slice(0, -1);
          } else if (what === 'clear') {
            pad.wipe();
            model = '';
          } else {
            pad.press(keyFor(pad, what));
            model = (model + what).slice(0, 12);
          }
          expect(pad.entered()).toEqual({ length: model.length, full: model.length === 12 });
        }
        expect(await content(pad)).toBe(model);
      }),
      { numRuns: 60 },
    );
  });

  it('knows no keys but its own, and none twice', () => {
    const first = open();
    const second = open();
    const keys = [first, second].flatMap((pad) => pad.view('').blocks.flatMap((block) => block.keys));
    expect(new Set(keys).size).toBe(keys.length);
    expect(second.press(keyFor(first, 'a'))).toBeNull();
    expect(second.entered().length).toBe(0);
  });

  it('is in another order at each opening, and in the same one when it is kept fixed', () => {
    const orders: Orders = new Map();
    const first = open(false, orders).sprite();
    expect(open(true, orders).sprite()).toBe(first);
    expect(open(false, orders).sprite()).not.toBe(first);
  });

  it('zeroes the very bytes it lent, also when their use fails', async () => {
    const pad = open();
    for (const character of 'Secret12') pad.press(keyFor(pad, character));
    let lent = new Uint8Array();
    const failing = pad.spend((bytes) => {
      lent = bytes as Uint8Array<ArrayBuffer>;
      expect(Buffer.from(bytes).toString()).toBe('Secret12');
      return Promise.reject(new Error('the server went away'));
    });
    await expect(failing).rejects.toThrow('the server went away');
    expect([...lent]).toEqual(new Array(8).fill(0));
    expect(pad.entered().length).toBe(0);
  });
});

describe('the open keypad', () => {
  it('is one at a time; opening another wipes it', () => {
    const changes: boolean[] = [];
    const keypads = new Keypads(
      (pad) => `ui:${pad}`,
      (isOpen) => changes.push(isOpen),
    );
    const first = keypads.open('login-password', 12, false);
    const pad = keypads.find(first.pad);
    pad?.press(first.blocks[0]?.keys[0] ?? '');
    const second = keypads.open('inquiry-pin', 4, false);
    expect(pad?.entered().length).toBe(0);
    expect(keypads.find(first.pad)).toBeNull();
    expect(second.glyphs).toBe(`ui:${second.pad}`);
    keypads.close();
    keypads.close();
    expect(keypads.find(second.pad)).toBeNull();
    expect(changes).toEqual([true, false, true, false]);
  });
});

describe('shuffling', () => {
  it('keeps every item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (items) => {
        expect(shuffle(items).sort()).toEqual([...items].sort());
      }),
    );
  });

  it('gives each order of three its share (chi-square, 5 degrees of freedom, p = 0.0001)', () => {
    const rounds = 60_000;
    const counts = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const order = shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = rounds / 6;
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(6);
    expect(chi).toBeLessThan(25.74);
  });
});

describe('the picture of the keys', () => {
  it('escapes what SVG would read as markup', () => {
    expect(glyphSprite(['<', '&', '>'])).toContain('>&lt;</text>');
    expect(glyphSprite(['<', '&', '>'])).not.toMatch(/><</);
  });
});
