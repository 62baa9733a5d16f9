import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeypadEnd } from '../../../../src-main/contract/calls.ts';
import type { KeypadView } from '../../../../src-main/contract/views.ts';
import { Keypads } from '../../../../src-main/keypad/keypads.ts';
import { patienceMs, type After } from '../../../../src-main/keypad/patience.ts';

/** Time that passes when the test says so. */
class ManualTime {
  #now = 0;
  #waiting: { readonly at: number; readonly then: () => void }[] = [];

  readonly after: After = (milliseconds, then) => {
    const entry = { at: this.#now + milliseconds, then };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  };

  get waiting(): number {
    return this.#waiting.length;
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#now = next.at;
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      next.then();
    }
    this.#now = end;
  }
}

let time: ManualTime;
let changes: boolean[];
let keypads: Keypads;
let view: KeypadView;
/** Every buffer that was made since: the bytes themselves, not what the pad says of them. */
let made: Buffer[];

const key = (index: number): string => view.blocks[1]?.keys[index] ?? '';
const press = (index: number): number | undefined => keypads.use(view.pad)?.press(key(index))?.length;
const written = (): boolean => made.some((bytes) => bytes.some((byte) => byte !== 0));

beforeEach(() => {
  time = new ManualTime();
  changes = [];
  made = [];
  const alloc = Buffer.alloc.bind(Buffer);
  vi.spyOn(Buffer, 'alloc').mockImplementation((...input: Parameters<typeof Buffer.alloc>) => {
    const buffer = alloc(...input);
    made.push(buffer);
    return buffer;
  });
  keypads = new Keypads(
    (pad) => `ui:${pad}.svg`,
    (open) => changes.push(open),
    { after: time.after, names: (pad) => `ui:${pad}.css` },
  );
  view = keypads.open('login-password', 12, false);
  for (const index of [3, 1, 4]) press(index);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const expectGone = async (reason: KeypadEnd, ended: Promise<KeypadEnd>): Promise<void> => {
  expect(written()).toBe(false);
  expect(keypads.find(view.pad)).toBeNull();
  expect(keypads.names(view.pad)).toBeNull();
  expect(changes).toEqual([true, false]);
  expect(time.waiting).toBe(0);
  expect(await ended).toBe(reason);
  expect(await keypads.ended(view.pad)).toBe('closed');
};

describe('what was entered', () => {
  it('is there at first, in one buffer of full size', () => {
    expect(written()).toBe(true);
    expect(made.filter((bytes) => bytes.some((byte) => byte !== 0)).map(({ length }) => length)).toEqual([12]);
  });

  it.each<[string, KeypadEnd, () => void]>([
    ['closing', 'closed', () => keypads.close()],
    ['the lock of the PC', 'locked', () => keypads.end('locked')],
    ['two minutes without a key', 'idle', () => time.pass(patienceMs)],
    [
      'two minutes without focus, whatever the page says',
      'unfocused',
      () => {
        keypads.focus(false);
        for (let minute = 0; minute < 4; minute += 1) {
          time.pass(patienceMs / 4 - 1);
          keypads.use(view.pad);
        }
        expect(written()).toBe(true);
        time.pass(4);
      },
    ],
  ])('is zeroed by %s', async (_what, reason, end) => {
    const ended = keypads.ended(view.pad);
    end();
    await expectGone(reason, ended);
  });

  it('is zeroed by another opening', async () => {
    const ended = keypads.ended(view.pad);
    keypads.open('inquiry-pin', 4, false);
    expect(written()).toBe(false);
    expect(await ended).toBe('closed');
    expect(changes).toEqual([true, false, true]);
  });

  it('is zeroed in the pad before it is used, and where it was used afterwards', async () => {
    const seen = await keypads.find(view.pad)?.spend((bytes) => {
      const holding = made.filter((buffer) => buffer.some((byte) => byte !== 0));
      return Promise.resolve({ lengths: holding.map(({ length }) => length), entered: bytes.length });
    });
    expect(seen).toEqual({ lengths: [3], entered: 3 });
    expect(written()).toBe(false);
  });

  it('stays what it was for a use that is under way when the keypad ends', async () => {
    let before = '';
    const after = await keypads.find(view.pad)?.spend((bytes) => {
      before = Buffer.from(bytes).toString('hex');
      keypads.end('locked');
      return Promise.resolve(Buffer.from(bytes).toString('hex'));
    });
    expect(before).toMatch(/^(?!000000)[0-9a-f]{6}$/);
    expect(after).toBe(before);
    expect(keypads.find(view.pad)).toBeNull();
  });

  it('stays while somebody is there: a key, or a move from key to key', () => {
    time.pass(patienceMs - 1);
    press(1);
    time.pass(patienceMs - 1);
    keypads.use(view.pad);
    time.pass(patienceMs - 1);
    expect(press(2)).toBe(5);
    keypads.focus(false);
    time.pass(patienceMs - 1);
    keypads.focus(true);
    press(2);
    time.pass(patienceMs - 1);
    expect(press(2)).toBe(7);
  });

  it('is watched from the start when the window has no focus', () => {
    keypads.close();
    keypads.focus(false);
    view = keypads.open('login-password', 12, false);
    time.pass(patienceMs / 2);
    press(0);
    time.pass(patienceMs / 2);
    expect(keypads.find(view.pad)).toBeNull();
  });
});

describe('the limit', () => {
  it.each([4, 12, 64])('of %i is kept, and said', (max) => {
    view = keypads.open('login-password', max, false);
    for (let n = 1; n <= max; n += 1) {
      expect(keypads.find(view.pad)?.press(key(n % 26))).toEqual({ length: n, full: n === max });
    }
    expect(keypads.find(view.pad)?.press(key(0))).toEqual({ length: max, full: true });
    expect(keypads.find(view.pad)?.erase()).toEqual({ length: max - 1, full: false });
  });

  it('holds below, too: nothing is taken back from nothing', () => {
    const pad = keypads.find(view.pad);
    pad?.wipe();
    expect(pad?.erase()).toEqual({ length: 0, full: false });
  });
});

describe('characters to be spoken', () => {
  it('are served only after they were asked for, for the open pad alone', () => {
    expect(view.names).toBe(`ui:${view.pad}.css`);
    expect(keypads.names(view.pad)).toBeNull();
    expect(keypads.speak('no-such-pad-000000', true)).toBe(false);
    expect(keypads.speak(view.pad, true)).toBe(true);
    expect(keypads.names(view.pad)?.match(/::before\{content:"[^"]+"\}/g)).toHaveLength(2 * 82);
    expect(keypads.speak(view.pad, false)).toBe(false);
    expect(keypads.names(view.pad)).toBeNull();
  });

  it('are asked for anew at each opening', () => {
    keypads.speak(view.pad, true);
    const next = keypads.open('login-password', 12, false);
    expect(keypads.names(next.pad)).toBeNull();
  });

  it('are never served where the bank forbids it', () => {
    const silent = new Keypads(
      (pad) => pad,
      () => undefined,
      { after: time.after, names: null },
    );
    const shown = silent.open('inquiry-pin', 4, false);
    expect(shown.names).toBeNull();
    expect(silent.speak(shown.pad, true)).toBe(false);
    expect(silent.names(shown.pad)).toBeNull();
  });
});
