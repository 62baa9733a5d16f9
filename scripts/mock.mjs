import { continueOnNode24 } from './prepare/node-24.mjs';
import { prepare } from './prepare/prepare.mjs';
import { runMain } from './prepare/say.mjs';

runMain(async () => {
  await prepare();
  return continueOnNode24('scripts/mock/run.ts', process.argv.slice(2));
});
