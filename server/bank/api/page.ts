import type { Context } from 'koa';
import type { Access, ApiDeps } from './access.ts';
import { pageQuerySchema, usualPage } from './contract/page.ts';
import { readCursor, writeCursor, type CursorOf, type Place } from './cursor.ts';
import { standardLimits } from './limits.ts';
import { dateRange, type DateRange } from './range.ts';
import { AccessRefusal } from './refusal.ts';

/** One page to be read: newest first, after `after`. */
export type PageRequest = DateRange & { readonly limit: number; readonly after: Place | null };

export type PageOf<T> = { readonly rows: readonly T[]; readonly last: Place | null; readonly more: boolean };

type Deps = Pick<ApiDeps, 'box' | 'clock' | 'config'>;

function requested({ box, clock, config }: Deps, context: Context, of: CursorOf): PageRequest {
  const query = pageQuerySchema.safeParse({ ...context.query });
  if (!query.success)
    throw new AccessRefusal(
      'request.invalid',
      'either cursor alone, or from and to (YYYY-MM-DD) and limit (1 to 100), each once',
    );
  if ('cursor' in query.data) return readCursor(box, of, query.data.cursor);
  const { from, to, limit = usualPage } = query.data;
  return { ...dateRange({ from, to }, config.api ?? standardLimits, clock.now()), limit, after: null };
}

/** Reads the page that a request asks for, and says where the next one begins. */
export async function page<T>(
  deps: Deps,
  context: Context,
  { grantId }: Access,
  { account, list }: { readonly account: string; readonly list: string },
  read: (request: PageRequest) => Promise<PageOf<T>>,
) {
  const of = { grantId, accountId: account, list };
  const request = requested(deps, context, of);
  const { rows, last, more } = await read(request);
  const { from, to, limit } = request;
  const next = more && last !== null ? writeCursor(deps.box, of, { from, to, limit, after: last }) : null;
  return { account, from, to, next, rows };
}
