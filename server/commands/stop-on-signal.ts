/** Resolves to the reason when this process shall stop; a second signal ends it at once. */
export function stopOnSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const reason of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(reason, () => resolve(reason));
  });
}
