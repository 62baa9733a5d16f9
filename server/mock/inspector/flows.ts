const mostTies = 20_000;

/** `flow`: what an exchange belongs to now. `merged`: flows that turned out to be this one. */
export type Assigned = { readonly flow: number; readonly merged: readonly number[] };

/**
 * Finds out which exchanges belong together: two that share a tie (the label of a pushed request, an interaction, a code, a
 * token) are one flow. The lower number stays when two flows meet.
 */
export class Flows {
  readonly #byTie = new Map<string, number>();
  readonly #tpps = new Map<number, string>();
  #newest = 0;

  assign(ties: ReadonlySet<string>): Assigned | null {
    if (ties.size === 0) return null;
    const met = new Set([...ties].flatMap((tie) => this.#byTie.get(tie) ?? []));
    const flow = met.size === 0 ? (this.#newest += 1) : Math.min(...met);
    const merged = [...met].filter((other) => other !== flow);
    if (merged.length > 0) this.#merge(flow, merged);
    for (const tie of ties) {
      this.#byTie.delete(tie); // to the end of the queue: what is in use is not forgotten first
      this.#byTie.set(tie, flow);
    }
    for (const tie of this.#byTie.keys()) {
      if (this.#byTie.size <= mostTies) break;
      this.#byTie.delete(tie);
    }
    return { flow, merged };
  }

  /** The provider a flow is about, once somebody has said so. */
  tpp(flow: number, said: string | null): string | null {
    if (said !== null) this.#tpps.set(flow, said);
    return said ?? this.#tpps.get(flow) ?? null;
  }

  #merge(into: number, merged: readonly number[]): void {
    for (const [tie, flow] of this.#byTie) if (merged.includes(flow)) this.#byTie.set(tie, into);
    for (const flow of merged) {
      const tpp = this.#tpps.get(flow);
      if (tpp !== undefined && !this.#tpps.has(into)) this.#tpps.set(into, tpp);
      this.#tpps.delete(flow);
    }
  }
}
