import type { Context } from 'koa';

export function show(ctx: Context, page: string, status = 200): void {
  ctx.status = status;
  ctx.type = 'html';
  ctx.body = page;
}

export function redirect(ctx: Context, address: string): void {
  ctx.status = 303;
  ctx.redirect(address);
}
