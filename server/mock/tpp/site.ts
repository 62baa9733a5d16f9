import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Clock } from '../../clock.ts';
import type { Inspector } from '../inspector/inspector.ts';
import { readForm } from '../read-form.ts';
import { redirect, show } from './answer.ts';
import { askedBy } from './asked.ts';
import { faultAtReturn, faultAtStart, type FaultParts } from './commit-fault.ts';
import { readAccount, readConnected, type Connected, type ConnectedAccount } from './connected.ts';
import { endedBy, isReduced } from './ended.ts';
import { faultOf } from './faults.ts';
import { FreshTokens, RunOut } from './fresh-tokens.ts';
import { writingDown, type Step } from './journal.ts';
import { accountPage } from './pages/account-page.ts';
import { connectedPage } from './pages/connected-page.ts';
import { endedPage } from './pages/ended-page.ts';
import { failurePage } from './pages/failure-page.ts';
import { faultPage } from './pages/fault-page.ts';
import { formTokenName } from './pages/form.ts';
import { startPage } from './pages/start-page.ts';
import { stepsPage } from './pages/steps-page.ts';
import { tokensPage } from './pages/tokens-page.ts';
import { callbackPath, type RegisteredTpp } from './registered.ts';
import { returnFailure, type ReturnFailure } from './return-failure.ts';
import { handIn, showForm, type SubmissionParts } from './submission.ts';
import { isOwnForm, remember, Sessions, settle, take, type BrowserSession, type Ended } from './sessions.ts';

export type SiteOptions = {
  readonly parts: FaultParts;
  /** Whoever else has a site at the moment. */
  readonly others: () => readonly RegisteredTpp[];
  /** Its own: what one TPP knows of a browser, another does not. */
  readonly sessions: Sessions;
  /** The simulator's origin. */
  readonly origin: string;
  readonly clock: Clock;
  readonly inspector: Pick<Inspector, 'maskedUrl'>;
  readonly onOutcome: (clientId: string, code: string) => void;
};

/** One pretend TPP's web site. */
export class TppSite {
  readonly #options: SiteOptions;
  readonly #fresh: FreshTokens;

  constructor(options: SiteOptions) {
    this.#options = options;
    this.#fresh = new FreshTokens(options.parts.client, options.clock);
  }

  get #tpp(): RegisteredTpp {
    return this.#options.parts.tpp;
  }

  get parts(): FaultParts {
    return this.#options.parts;
  }

  get sessions(): Sessions {
    return this.#options.sessions;
  }

  get clientId(): string {
    return this.#tpp.clientId;
  }

  find(ctx: Context): BrowserSession | null {
    return this.sessions.find(ctx.cookies.get(this.#cookie));
  }

  mount(router: Router): void {
    const { clientId } = this.#tpp;
    router.get(this.#tpp.path, (ctx) => {
      const fault = faultOf(typeof ctx.query['fault'] === 'string' ? ctx.query['fault'] : null);
      const { others } = this.#options;
      show(ctx, startPage({ tpp: this.#tpp, others: others(), session: this.#open(ctx), fault: fault?.id ?? null }));
    });
    router.post(`/connect/${clientId}`, (ctx) =>
      this.#posted(ctx, (session, form) => this.#connect(ctx, session, form)),
    );
    router.get(callbackPath(this.#tpp), (ctx) => this.#returned(ctx));
    router.get(`/connected/${clientId}`, (ctx) =>
      this.#linked(ctx, (session, connected) => {
        show(ctx, connectedPage(this.#tpp, session, connected));
      }),
    );
    router.get(`/accounts/${clientId}/:account`, (ctx) =>
      this.#withAccount(ctx, async (session, _connected, account) => {
        const cursor = typeof ctx.query['cursor'] === 'string' ? ctx.query['cursor'] : null;
        const detail = await this.#fresh.using(session, (tokens) => readAccount(this.#client, tokens, account, cursor));
        show(ctx, accountPage(this.#tpp, detail));
      }),
    );
    router.get(`/steps/${clientId}`, (ctx) => {
      show(ctx, stepsPage(this.#tpp, this.find(ctx)?.steps ?? []));
    });
    router.get(`/tokens/${clientId}`, (ctx) =>
      this.#linked(ctx, (_session, { tokens }) => {
        show(ctx, tokensPage(this.#tpp, tokens, this.#options.clock.now()));
      }),
    );
    router.post(`/refresh/${clientId}`, (ctx) =>
      this.#posted(ctx, (session) =>
        this.#linked(ctx, () =>
          this.#trying(ctx, session, async () => {
            await this.#readAnew(ctx, session);
          }),
        ),
      ),
    );
    router.post(`/give-back/${clientId}`, (ctx) =>
      this.#posted(ctx, (session) =>
        this.#linked(ctx, (_session, { tokens }) =>
          this.#trying(ctx, session, async () => {
            await writingDown(session.steps, () => this.#client.endLink(tokens));
            this.#end(ctx, session, 'given-back', '');
          }),
        ),
      ),
    );
    router.get(`/submit/${clientId}/:account`, (ctx) =>
      this.#withAccount(ctx, (session, _connected, account) => {
        showForm(this.#submission, ctx, session, account);
      }),
    );
    router.post(`/submit/${clientId}/:account`, (ctx) =>
      this.#posted(ctx, (session, form) =>
        this.#withAccount(ctx, (_session, _connected, account) =>
          handIn(this.#submission, ctx, session, account, form),
        ),
      ),
    );
  }

  get #client() {
    return this.#options.parts.client;
  }

  get #submission(): SubmissionParts {
    return { tpp: this.#tpp, client: this.#client, fresh: this.#fresh, clock: this.#options.clock };
  }

  get #cookie(): string {
    return `tpp-session-${this.#tpp.clientId}`;
  }

  #open(ctx: Context): BrowserSession {
    const found = this.find(ctx);
    if (found !== null) return found;
    const session = this.sessions.create();
    ctx.cookies.set(this.#cookie, session.id, { httpOnly: true, sameSite: 'lax' });
    return session;
  }

  /** A form of a page that this browser was shown; another one begins anew. */
  async #posted(ctx: Context, act: (session: BrowserSession, form: URLSearchParams) => Promise<void>): Promise<void> {
    const form = await readForm(ctx.req);
    const session = this.find(ctx);
    if (form !== null && session !== null && isOwnForm(session, form.get(formTokenName))) {
      await act(session, form);
      return;
    }
    this.#fail(ctx, this.#open(ctx), { kind: 'bad-form' }, 403);
  }

  async #linked(
    ctx: Context,
    act: (session: BrowserSession, connected: Connected) => void | Promise<void>,
  ): Promise<void> {
    const session = this.find(ctx);
    if (session?.connected) {
      await act(session, session.connected);
      return;
    }
    const last = session?.last?.outcome;
    if (session && last?.kind === 'ended') show(ctx, endedPage(this.#tpp, session, last.why, last.code));
    else redirect(ctx, this.#tpp.path);
  }

  #withAccount(
    ctx: Context,
    act: (session: BrowserSession, connected: Connected, account: ConnectedAccount) => void | Promise<void>,
  ): Promise<void> {
    return this.#linked(ctx, (session, connected) =>
      this.#trying(ctx, session, async () => {
        const wanted = /\/([^/]+)$/.exec(ctx.path)?.[1];
        const account = connected.accounts.find(({ id }) => id === wanted);
        if (account === undefined) redirect(ctx, `/connected/${this.clientId}`);
        else await act(session, connected, account);
      }),
    );
  }

  async #connect(ctx: Context, session: BrowserSession, form: URLSearchParams): Promise<void> {
    const fault = faultOf(form.get('fault'));
    const steps: Step[] = [];
    session.steps = steps;
    await this.#trying(ctx, session, async () => {
      if (fault?.when === 'start') {
        const answer = await writingDown(steps, () => faultAtStart(fault.id, this.#options.parts));
        this.#showFault(ctx, session, { fault: fault.id, ...answer }, steps);
        return;
      }
      const { pending, url } = await writingDown(steps, () => this.#client.start(askedBy(form)));
      steps.push({ kind: 'redirect', url: this.#options.inspector.maskedUrl(url.href) });
      const requestUri = url.searchParams.get('request_uri') ?? '';
      remember(session, { request: pending, requestUri, fault: fault?.id ?? null, steps });
      redirect(ctx, url.href);
    });
  }

  async #returned(ctx: Context): Promise<void> {
    const session = this.find(ctx);
    const callback = new URL(ctx.url, this.#options.origin);
    const pending = session && take(session, callback.searchParams.get('state'));
    if (!session || !pending) {
      this.#fail(ctx, this.#open(ctx), { kind: 'bad-state' });
      return;
    }
    const { steps, fault, request, requestUri } = pending;
    session.steps = steps;
    steps.push({ kind: 'return', url: this.#options.inspector.maskedUrl(callback.href) });
    await this.#trying(
      ctx,
      session,
      () =>
        writingDown(steps, async () => {
          if (fault !== null && !callback.searchParams.has('error')) {
            const answer = await faultAtReturn(fault, { callback, pending: request, requestUri }, this.#options.parts);
            this.#showFault(ctx, session, { fault, ...answer }, steps);
            return;
          }
          const connected = await readConnected(this.#client, await this.#client.finish(callback, request));
          settle(session, { kind: 'connected', connected });
          redirect(ctx, `/connected/${this.clientId}`);
        }),
      'new',
    );
  }

  /**
   * `standing`: a refusal may mean that the link has ended, or gives less; `narrowed`: that it gives less is known already; `new`: it is about
   * no link that stands.
   */
  async #trying(
    ctx: Context,
    session: BrowserSession,
    act: () => Promise<void>,
    link: 'standing' | 'narrowed' | 'new' = 'standing',
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof RunOut) {
        this.#end(ctx, session, 'expired', '');
        return;
      }
      if (link === 'standing' && session.connected !== null && (await isReduced(error))) {
        await this.#trying(ctx, session, () => this.#readAnew(ctx, session), 'narrowed');
        return;
      }
      const ended = link !== 'new' && session.connected !== null ? await endedBy(error) : null;
      if (ended === null) this.#fail(ctx, session, returnFailure(error));
      else this.#end(ctx, session, ended.why, ended.code);
    }
  }

  async #readAnew(ctx: Context, session: BrowserSession): Promise<void> {
    const connected = { ...(await this.#fresh.readAnew(session)), narrowed: true };
    settle(session, { kind: 'connected', connected });
    redirect(ctx, `/connected/${this.clientId}`);
  }

  #end(ctx: Context, session: BrowserSession, why: Ended, code: string): void {
    settle(session, { kind: 'ended', why, code });
    this.#options.onOutcome(this.clientId, why);
    show(ctx, endedPage(this.#tpp, session, why, code));
  }

  #fail(ctx: Context, session: BrowserSession, failure: ReturnFailure, status = 400): void {
    settle(session, { kind: 'failed', failure });
    this.#options.onOutcome(this.clientId, failure.kind);
    show(ctx, failurePage(this.#tpp, session, failure), failure.kind === 'refused' ? 200 : status);
  }

  #showFault(
    ctx: Context,
    session: BrowserSession,
    outcome: Parameters<typeof faultPage>[1],
    steps: readonly Step[],
  ): void {
    settle(session, { kind: 'fault', ...outcome });
    this.#options.onOutcome(this.clientId, `${outcome.fault}: ${outcome.refused ? 'refused' : 'NOT refused'}`);
    show(ctx, faultPage(this.#tpp, outcome, steps));
  }
}
