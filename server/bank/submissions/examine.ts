import { japanDate } from '../../links/term.ts';
import type { ApiLimits } from '../api/limits.ts';
import { envelopeSchema, rowSchemas } from '../api/contract/payment-data.ts';
import type { Finding, Report, SubmissionService } from '../api/contract/submission.ts';
import { finding, findingsOf } from './findings.ts';

/** More than that helps nobody. */
const mostFindings = 200;

export type Examined = {
  readonly report: Report;
  /** `undefined` when nothing can be accepted. */
  readonly data: { readonly requestedOn: string; readonly rows: number; readonly total: number } | undefined;
};

/** What is missing can only be told from what is wrong when the issue says what was there. It goes no further than that. */
const withInput = { reportInput: true } as const;

type Row = { readonly amount: number };

/** 受付検証: looks at everything and reports everything, so that one correction is enough. Pure. */
export function examine(service: SubmissionService, body: unknown, limits: ApiLimits, now: Date): Examined {
  const envelope = envelopeSchema(service).safeParse(body, withInput);
  if (!envelope.success)
    return { report: reportOf(countRows(body), 0, findingsOf(null, envelope.error), []), data: undefined };
  const { requestedOn, rows, control } = envelope.data;

  const errors = dayFindings(requestedOn, limits, now);
  const read: Row[] = [];
  rows.forEach((row, index) => {
    const parsed = rowSchemas[service].safeParse(row, withInput);
    if (parsed.success) read.push(parsed.data);
    else errors.push(...findingsOf(index + 1, parsed.error));
  });
  const total = read.reduce((sum, { amount }) => sum + amount, 0);
  if (control.rows !== rows.length) errors.push(finding(null, 'control.rows', 'mismatch'));
  // The sum of rows that cannot all be read says nothing.
  if (read.length === rows.length && control.total !== total) errors.push(finding(null, 'control.total', 'mismatch'));

  const report = reportOf(rows.length, total, errors, duplicates(rows));
  return { report, data: errors.length === 0 ? { requestedOn, rows: rows.length, total } : undefined };
}

function reportOf(rows: number, total: number, errors: readonly Finding[], warnings: readonly Finding[]): Report {
  const truncated = errors.length > mostFindings || warnings.length > mostFindings;
  return { rows, total, errors: errors.slice(0, mostFindings), warnings: warnings.slice(0, mostFindings), truncated };
}

const countRows = (body: unknown): number =>
  typeof body === 'object' && body !== null && 'rows' in body && Array.isArray(body.rows) ? body.rows.length : 0;

function later(today: string, days: number): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Weekends only: which other days the bank is closed is known to its own screens. */
function dayFindings(day: string, { leadDays, horizonDays }: ApiLimits, now: Date): Finding[] {
  const today = japanDate(now);
  const first = later(today, leadDays);
  const last = later(today, horizonDays);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return [
    ...(day < first ? [finding(null, 'requestedOn', 'too-early', `the first possible day is ${first}`)] : []),
    ...(day > last ? [finding(null, 'requestedOn', 'too-late', `the last possible day is ${last}`)] : []),
    ...(weekday === 0 || weekday === 6 ? [finding(null, 'requestedOn', 'not-a-business-day')] : []),
  ];
}

/** The same row twice may be meant; whoever approves is told. */
function duplicates(rows: readonly unknown[]): Finding[] {
  const seen = new Set<string>();
  return rows.flatMap((row, index) => {
    const text = JSON.stringify(row);
    if (seen.has(text)) return [finding(index + 1, '', 'duplicate')];
    seen.add(text);
    return [];
  });
}
