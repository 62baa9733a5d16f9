import { z } from 'zod';
import { CannotOpen, type SecretBox } from '../../keys/secret-box.ts';
import type { DateRange } from './range.ts';
import { AccessRefusal } from './refusal.ts';

/** Whose page it is. A cursor is good for the same caller, account and 業務 only. */
export type CursorOf = { readonly grantId: string; readonly accountId: string; readonly list: string };

/** Where the next page begins: after the row with these keys. */
export type Place = { readonly date: string; readonly id: string };

export type Continuation = DateRange & { readonly limit: number; readonly after: Place };

const continuationSchema = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  limit: z.int().min(1),
  after: z.strictObject({ date: z.string(), id: z.string() }),
});

const contextOf = ({ grantId, accountId, list }: CursorOf): string => `cursor/${grantId}/${accountId}/${list}`;

/** Sealed: what is in it is nobody's business, and nobody can make or change one. */
export const writeCursor = (box: SecretBox, of: CursorOf, continuation: Continuation): string =>
  Buffer.from(box.seal(contextOf(of), JSON.stringify(continuation))).toString('base64url');

export function readCursor(box: SecretBox, of: CursorOf, cursor: string): Continuation {
  try {
    const sealed = Buffer.from(cursor, 'base64url').toString('utf8');
    return continuationSchema.parse(JSON.parse(box.open(contextOf(of), sealed)));
  } catch (error) {
    if (error instanceof CannotOpen) throw new AccessRefusal('cursor.invalid');
    throw error;
  }
}
