import type { Context, Middleware } from 'koa';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type Provider from 'oidc-provider';
import type { Audit } from './audit.ts';
import type { Actor, AuditEvent, Subject } from './events.ts';

/** What the library reports while it works on one request; it does not wait for whoever listens. */
type Reports = AuditEvent[];

type Failure = {
  readonly error?: string | undefined;
  readonly error_description?: string | undefined;
  readonly error_detail?: string | undefined;
};

const known = /^[A-Za-z0-9._-]{1,64}$/;

/** The TPP the request says it is from. Who failed to prove it is nobody in particular. */
function claimed({ oidc }: KoaContextWithOIDC): string {
  const id: unknown = oidc.client?.clientId ?? oidc.params?.['client_id'];
  return typeof id === 'string' && known.test(id) ? id : 'unnamed';
}

const reasonOf = ({ error_detail, error_description }: Failure): string =>
  (error_detail ?? error_description ?? 'no reason was given').slice(0, 300);

function issued(context: KoaContextWithOIDC): AuditEvent {
  const link = context.oidc.entities.Grant?.jti ?? 'unknown';
  const kind = context.oidc.params?.['grant_type'] === 'refresh_token' ? 'token.refreshed' : 'token.issued';
  return { kind, actor: `tpp:${claimed(context)}`, subject: `link:${link}`, data: { link } };
}

/** An error of an endpoint that TPPs call: who could not prove himself, what was used twice, what was refused. */
function refused(context: KoaContextWithOIDC, endpoint: string, failure: Failure): AuditEvent | null {
  const tpp = claimed(context);
  const actor: Actor = `tpp:${tpp}`;
  const subject: Subject = `tpp:${tpp}`;
  const reason = reasonOf(failure);
  if (failure.error === 'invalid_client')
    return { kind: 'tpp.authentication-failed', actor: 'unknown', subject, data: { endpoint, reason } };
  if (endpoint !== 'token') return null;
  const replay = /already (?:consumed|used)/.test(reason);
  if (!replay)
    return { kind: 'token.refused', actor, subject, data: { error: failure.error ?? 'server_error', reason } };
  const what = reason.includes('authorization code')
    ? 'authorization code'
    : reason.includes('refresh token')
      ? 'refresh token'
      : 'other';
  return { kind: 'token.replayed', actor, subject, data: { what } };
}

/** Middleware that writes down what the library reported, before the answer leaves. Put it before the library's routes. */
export function recordTokens(provider: Provider, audit: Audit): Middleware {
  const reports = new WeakMap<object, Reports>();
  const report = (context: object, event: AuditEvent | null): void => {
    if (event !== null) reports.get(context)?.push(event);
  };

  provider.on('grant.success', (context) => report(context, issued(context)));
  provider.on('grant.error', (context, error) => report(context, refused(context, 'token', error)));
  provider.on('pushed_authorization_request.error', (context, error) =>
    report(context, refused(context, 'par', error)),
  );
  provider.on('revocation.error', (context, error) => report(context, refused(context, 'revocation', error)));
  provider.on('introspection.error', (context, error) => report(context, refused(context, 'introspection', error)));
  provider.on('grant.revoked', (context, grantId) => {
    const tpp = claimed(context);
    const reason = `at the ${context.oidc.route} endpoint`;
    report(context, { kind: 'link.revoked', actor: `tpp:${tpp}`, subject: `link:${grantId}`, data: { tpp, reason } });
  });

  return async (context: Context, next) => {
    const events: Reports = [];
    reports.set(context, events);
    await next();
    if (isRevocation(context) && context.status === 200)
      events.push({
        kind: 'token.revoked',
        actor: `tpp:${claimed(context)}`,
        subject: `tpp:${claimed(context)}`,
        data: {},
      });
    for (const event of events) await audit.record(event);
  };
}

/** The library's part of the context is there only when one of its routes was taken. */
const isRevocation = (context: object): context is KoaContextWithOIDC =>
  'oidc' in context &&
  typeof context.oidc === 'object' &&
  context.oidc !== null &&
  'route' in context.oidc &&
  context.oidc.route === 'revocation';
