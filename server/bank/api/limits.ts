/** What one bank allows its TPPs. † marks defaults that banks differ in. */
export type ApiLimits = {
  /** How far back entries can be asked for, in days. † */
  readonly historyDays: number;
  /** How long a range one request may ask for, in days. † */
  readonly rangeDays: number;
  /** From how many days ahead, and up to how many, a day for payment data may be named. † */
  readonly leadDays: number;
  readonly horizonDays: number;
};

export const standardLimits: ApiLimits = { historyDays: 395, rangeDays: 190, leadDays: 1, horizonDays: 60 };
