/** Why everything stops, and what the exit status says about it. */
export type StopReason =
  | { readonly kind: 'window-closed' }
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  | { readonly kind: 'app-crashed'; readonly status: number | null }
  | { readonly kind: 'server-ended'; readonly status: number | null };

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export const exitStatus = (reason: StopReason): number => {
  switch (reason.kind) {
    case 'window-closed':
      return 0;
    case 'signal':
      return 128 + signalNumbers[reason.signal];
    case 'app-crashed':
    case 'server-ended':
      return 1;
    default:
      return reason satisfies never;
  }
};

export const describe = (reason: StopReason): string => {
  switch (reason.kind) {
    case 'window-closed':
      return 'The window was closed.';
    case 'signal':
      return `Stopped by ${reason.signal}.`;
    case 'app-crashed':
      return `The app ended by itself (status ${String(reason.status)}).`;
    case 'server-ended':
      return `The server ended by itself (status ${String(reason.status)}).`;
    default:
      return reason satisfies never;
  }
};

/** Settles at the first signal that asks this process to stop; a repeated one changes nothing. */
export const nextSignal = (): Promise<StopReason> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve({ kind: 'signal', signal });
      });
    }
  });
