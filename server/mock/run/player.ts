import type { ScriptStep } from './script.ts';

/** Whoever plays a script's steps. One per script. */
export type Player = {
  /** What is not as expected; empty when all is well. Throws when a step cannot be played at all. */
  play(step: ScriptStep): Promise<readonly string[]>;
  /** The last step went wrong and nobody has said yet that it should; `null`: all is well. */
  readonly trouble: string | null;
  close(): Promise<void>;
};
