import { writeHeapSnapshot } from 'node:v8';
import { Keypads } from '../../src-main/keypad/keypads.ts';

/**
 * A process of its own for the question whether a typed secret ever becomes a string on the main process's heap. It is told
 * the characters' codes, each more by one, types them by key, and writes its heap down before and after they are spent.
 */
process.once(
  'message',
  (message: { readonly shifted: readonly number[]; readonly files: readonly [string, string] }) => {
    const [typed, spent] = message.files;
    const keypads = new Keypads(
      (pad) => pad,
      () => undefined,
    );
    const view = keypads.open('login-password', 12, false);
    const pad = keypads.find(view.pad);
    if (pad === null) throw new Error('no pad');
    const faces = [...pad.sprite().matchAll(/>([^<]+)<\/text>/g)].map(([, face = '']) => face.charCodeAt(0));
    const keys = view.blocks.flatMap((block) => block.keys);
    for (const code of message.shifted) pad.press(keys[faces.indexOf(code - 1)] ?? '');
    const { length } = pad.entered();
    writeHeapSnapshot(typed);
    void pad
      .spend(() => Promise.resolve())
      .then(() => {
        writeHeapSnapshot(spent);
        process.send?.({ length }, () => {
          process.disconnect();
        });
      });
  },
);
