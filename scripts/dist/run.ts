import { buildApp } from '../build/build.ts';
import { runMain } from '../prepare/say.mjs';
import { electronToPackage } from './electron-choice.ts';
import { packageApp } from './package-app.ts';

runMain(async () => {
  const forTest = process.env['RENKEI_TEST_PACKAGE'] === '1';
  const electron = await electronToPackage(forTest);
  await buildApp();
  return packageApp({ electron, forTest, args: process.argv.slice(2), output: process.env['RENKEI_DIST'] });
});
