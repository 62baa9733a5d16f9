/** One measured value, with what it must not exceed in the same run. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: 'ms' | 'frames' | 'MB' | 'ratio';
  /** How many samples the value comes from. */
  readonly samples: number;
};

/** A file `NAME.bench.ts` exports one of these as `bench`; it starts and ends whatever it needs. */
export type Bench = (surroundings: {
  readonly electron: { readonly executable: string };
}) => Promise<readonly Figure[]>;

/** The machine was too busy with other work to judge time on it. `figures`: what tells so; no limit counts as kept. */
export class MachineBusy extends Error {
  override readonly name = 'MachineBusy';
  readonly figures: readonly Figure[];
  constructor(message: string, figures: readonly Figure[]) {
    super(message);
    this.figures = figures;
  }
}
