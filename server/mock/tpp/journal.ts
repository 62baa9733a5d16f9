import { AsyncLocalStorage } from 'node:async_hooks';
import type { Entry } from '../inspector/contract.ts';

/** One step of the code exchange as its page tells it. Everything in it was masked by the inspector. */
export type Step =
  | { readonly kind: 'exchange'; readonly entry: Entry }
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'return'; readonly url: string };

const mostSteps = 80;
const current = new AsyncLocalStorage<Step[]>();

/** What the TPP's client sends while `act` runs is written down in `steps`. */
export const writingDown = <T>(steps: Step[], act: () => Promise<T>): Promise<T> => current.run(steps, act);

export function noteExchange(entry: Entry): void {
  const steps = current.getStore();
  if (steps !== undefined && steps.length < mostSteps) steps.push({ kind: 'exchange', entry });
}
