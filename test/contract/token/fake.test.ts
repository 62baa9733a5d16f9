import { setTimeout as wait } from 'node:timers/promises';
import { FakeTokenReader } from '../../support/fake-token-reader.ts';
import { tokenContract } from './contract.ts';
import { mainToken, secondToken, tokensOf } from './token-world.ts';

tokenContract('scripted fake', 'with-faults', async (people) => {
  const reader = new FakeTokenReader(tokensOf(people));
  const all = (to: { readonly present?: boolean; readonly triesLeft?: number }): void => {
    for (const { label } of [mainToken, secondToken]) reader.change(label, to);
  };
  return {
    reader,
    faults: {
      pull: async () => all({ present: false }),
      putBack: async () => {
        all({ present: true });
        reader.readerPin = undefined;
      },
      triesLeft: async (triesLeft) => all({ triesLeft }),
      pullAtSign: async () => reader.next('sign', () => all({ present: false })),
      slowSign: async (ms) => reader.next('sign', () => wait(ms, undefined, { ref: false })),
      readerPin: async (pin) => {
        reader.readerPin = pin;
      },
    },
    close: () => reader.close(),
  };
});
