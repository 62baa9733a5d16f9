import type { z } from 'zod';
import type { Finding } from '../api/contract/submission.ts';
import { halfWidth } from '../api/contract/zengin.ts';

type Issue = z.core.$ZodIssue;

function codeOf(issue: Issue): Finding['code'] {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing' : 'format';
    case 'unrecognized_keys':
      return 'unknown-field';
    case 'invalid_format':
      return issue.format === 'regex' && issue.pattern === String(halfWidth) ? 'characters' : 'format';
    case 'too_big':
      return issue.origin === 'string' ? 'too-long' : 'out-of-range';
    case 'too_small':
      return issue.origin === 'string' ? 'missing' : 'out-of-range';
    default:
      return 'format';
  }
}

/** Says where and why, and never repeats what was sent: it is about people's accounts. */
const messages: Readonly<Record<Finding['code'], string>> = {
  missing: 'is missing',
  'unknown-field': 'is not a field of this data',
  format: 'does not have the agreed form',
  characters: 'half-width katakana (no small letters), capital letters, digits and ().-/,｢｣ only',
  'too-long': 'is too long',
  'out-of-range': 'is outside the agreed range',
  duplicate: 'says the same as an earlier row',
  mismatch: 'does not agree with the rows',
  'not-a-business-day': 'is not a business day',
  'too-early': 'is too early',
  'too-late': 'is too late',
};

export const finding = (row: number | null, field: string, code: Finding['code'], message?: string): Finding => ({
  row,
  field,
  code,
  message: message ?? messages[code],
});

/** What a schema has to say about one row (`null`: about everything around the rows). */
export function findingsOf(row: number | null, error: z.ZodError): Finding[] {
  return error.issues.map((issue) => {
    const field = issue.path.map(String).join('.');
    return finding(row, field, codeOf(issue));
  });
}
