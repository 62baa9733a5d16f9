import type { Failure, FailureCode } from '../contract/failure.ts';
import type { View } from '../contract/views.ts';
import type { Connection, State } from './flow-state.ts';
import type { Answer } from './server-client.ts';

/** What the flow lends to its parts. */
export type FlowHost = {
  readonly state: () => State;
  readonly connection: () => Connection | null;
  /** Names what the customer started last; what belongs to an older turn is dropped. */
  readonly turn: () => number;
  readonly nextTurn: () => number;
  readonly view: () => View;
  readonly show: (state: State, notice?: Failure) => View;
  /** Shows the beginning of something, in a turn of its own. */
  readonly begin: (state: State) => number;
  readonly fail: (code: FailureCode) => View;
  readonly failure: (code: FailureCode) => Failure;
  readonly caught: (turn: number, error: unknown) => View;
  readonly handle: (turn: number, answer: Answer) => Promise<View>;
};
