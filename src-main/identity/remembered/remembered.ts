/**
 * Which certificate was right last time, by bank and environment. It only preselects: the customer confirms always. A fingerprint
 * is no secret.
 */
export interface RememberedCertificates {
  /** SHA-256 (lower-case hex), or `null` when nothing is remembered. */
  get(bank: string, environment: Environment): string | null;
  /** `false`: it is remembered for this run only, since it could not be written. Never rejects. */
  set(bank: string, environment: Environment, fingerprint: string): Promise<boolean>;
}

export type Environment = 'test' | 'production';

/** What is remembered, most recent first. */
export type Memory = readonly {
  readonly bank: string;
  readonly environment: Environment;
  readonly fingerprint: string;
}[];

/** More banks than anybody has; the one not used for longest is forgotten. */
export const maxRemembered = 20;

export const recall = (memory: Memory, bank: string, environment: Environment): string | null =>
  memory.find((one) => one.bank === bank && one.environment === environment)?.fingerprint ?? null;

export function remember(memory: Memory, bank: string, environment: Environment, fingerprint: string): Memory {
  const others = memory.filter((one) => one.bank !== bank || one.environment !== environment);
  return [{ bank, environment, fingerprint }, ...others].slice(0, maxRemembered);
}
