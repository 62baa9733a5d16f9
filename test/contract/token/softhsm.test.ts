import { ModuleTokenReader } from '../../../src-main/identity/token/token-reader.ts';
import { FaultHsm } from '../../support/fault-hsm.ts';
import { SoftHsm } from '../../support/softhsm.ts';
import { tokenContract } from './contract.ts';
import { NodeHost } from './node-host.ts';
import { quickTiming, testModule, tokensOf } from './token-world.ts';

tokenContract('SoftHSM', 'faultless', async (people) => {
  const hsm = await SoftHsm.create(tokensOf(people));
  const host = new NodeHost(hsm.env);
  const reader = new ModuleTokenReader({ modules: [testModule('soft', hsm.module)], host, timing: quickTiming });
  return {
    reader,
    faults: null,
    close: async () => {
      await reader.close();
      await hsm.remove();
    },
  };
});

tokenContract('SoftHSM with faults', 'with-faults', async (people) => {
  const hsm = await SoftHsm.create(tokensOf(people));
  const fault = await FaultHsm.over(hsm);
  const host = new NodeHost(fault.env);
  const reader = new ModuleTokenReader({ modules: [testModule('faulty', fault.module)], host, timing: quickTiming });
  return {
    reader,
    faults: {
      pull: () => fault.set('removed'),
      putBack: () => fault.reset(),
      triesLeft: (tries) => fault.set('tries', tries),
      pullAtSign: () => fault.set('pull-at', 'sign'),
      slowSign: (ms) => fault.set('slow-sign', ms),
      readerPin: (pin) => fault.set('reader-pin', pin ?? 'cancel'),
    },
    close: async () => {
      await reader.close();
      await hsm.remove();
    },
  };
});
