import type { Context } from 'koa';

type Matched = { readonly _matchedRoute?: unknown; readonly _matchedRouteName?: unknown };

/** Routes of ours that no router knows. */
const plain = new Set(['/authorize']);

/**
 * The template of the route that was taken, e.g. `/interaction/:uid`; never the path, which may name a customer's account or
 * hold half of a cookie, and of which there is no end.
 */
export function routeOf(context: Context): string {
  const { _matchedRoute: matched, _matchedRouteName: name, path } = context as Context & Matched;
  if (typeof matched === 'string' && !matched.includes('{')) return matched;
  if (typeof name === 'string') return name;
  return plain.has(path) ? path : 'other';
}
