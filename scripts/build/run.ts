import { runMain } from '../prepare/say.mjs';
import { buildApp } from './build.ts';

runMain(async () => {
  await buildApp();
  return 0;
});
