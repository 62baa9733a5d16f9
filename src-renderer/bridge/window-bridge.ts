import type { Bridge } from '../../src-main/contract/calls.ts';

declare global {
  interface Window {
    /** Offered by the preload script. */
    readonly renkei?: Bridge;
  }
}

/** The only place that touches `window.renkei`. */
export function windowBridge(): Bridge {
  const bridge = window.renkei;
  if (bridge === undefined) throw new Error('This page works only inside the app.');
  return bridge;
}
