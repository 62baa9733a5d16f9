import type { ControlProblem, ControlProblemCode } from './contract.ts';

/** A reason of the control API to say no. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  readonly code: ControlProblemCode;
  readonly more: Pick<ControlProblem, 'with' | 'reason'>;

  constructor(code: ControlProblemCode, detail: string, more: Pick<ControlProblem, 'with' | 'reason'> = {}) {
    super(detail);
    this.code = code;
    this.more = more;
  }
}
