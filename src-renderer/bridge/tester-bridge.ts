import type { TesterBridge } from '../../src-main/contract/tester.ts';

declare global {
  interface Window {
    /** Offered by the test panel's preload script. */
    readonly renkeiTester?: TesterBridge;
  }
}

/** The only place that touches `window.renkeiTester`. */
export function testerBridge(): TesterBridge {
  const bridge = window.renkeiTester;
  if (bridge === undefined) throw new Error('This page works only inside the app.');
  return bridge;
}
