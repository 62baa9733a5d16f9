import type { Permission } from '../../server/contract/catalogue.ts';
import type { LinkView } from '../../server/contract/links.ts';
import type { LinksSnapshot } from '../../server/contract/links-session.ts';
import { agedScreen } from '../consent/flow-state.ts';
import type { Http } from '../consent/http.ts';
import type { PublishedKeys } from '../consent/published-keys.ts';
import type { Failure } from '../contract/failure.ts';
import type { LinkDone, LinksMember, LinksSessionView, SignedReceipt } from '../contract/links.ts';
import type { Screen } from '../contract/views.ts';
import type { LoginScreen } from '../identity/login-ports.ts';
import type { LoginSession } from '../identity/login-session.ts';

/** One session at the server, in a partition of its own. */
export type DeskSession = {
  readonly http: Http;
  readonly keys: PublishedKeys;
  /** `receivedAt` in milliseconds of the monotonic clock. */
  latest: { readonly snapshot: LinksSnapshot; readonly receivedAt: number } | null;
  /** What has been read of the list. */
  links: readonly LinkView[];
  next: string | null;
};

export type DeskState =
  /** Somebody else has the window. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'login' }
  /** `since` in ms of the monotonic clock. */
  | {
      readonly kind: 'identifying';
      readonly session: LoginSession;
      readonly screen: LoginScreen;
      readonly since: number;
    }
  | { readonly kind: 'password' }
  | { readonly kind: 'list' }
  | { readonly kind: 'link'; readonly link: LinkView; readonly just: LinkDone | null }
  /** `sent`: what is to stay, if it was sent; whether that arrived is not known. */
  | { readonly kind: 'reduction'; readonly link: LinkView; readonly sent: readonly Permission[] | null }
  | { readonly kind: 'receipt'; readonly link: LinkView; readonly receipt: SignedReceipt }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Logged in, and looking at something of the session's. */
export const isInside = ({ kind }: DeskState): boolean =>
  kind === 'list' || kind === 'link' || kind === 'reduction' || kind === 'receipt';

/** Shows what the server said last, or that it could not be reached. */
export function isInterrupted(state: DeskState): boolean {
  if (state.kind === 'failed') return state.failure.code === 'environment.offline';
  return state.kind !== 'closed' && state.kind !== 'identifying';
}

/** Logging in again helps: the session is over, and nothing bars its member. */
export const canRetry = ({ code, recovery }: Failure): boolean =>
  code === 'authorization.timed-out' || recovery === 'retry' || recovery === 'choose-again';

function sessionView({ snapshot, receivedAt }: NonNullable<DeskSession['latest']>, now: number): LinksSessionView {
  const { session: id, revision, allowed, expiresAt, serverTime } = snapshot;
  const seconds = (Date.parse(expiresAt) - Date.parse(serverTime) - (now - receivedAt)) / 1000;
  return { id, revision, allowed, remainingSeconds: Math.max(0, Math.round(seconds)) };
}

function inside(desk: DeskSession | null, now: number): { session: LinksSessionView; member: LinksMember } {
  const latest = desk?.latest ?? null;
  if (latest?.snapshot.step.kind !== 'open') throw new Error('links are shown without a login');
  return { session: sessionView(latest, now), member: latest.snapshot.step.member };
}

export function deskScreen(state: DeskState, desk: DeskSession | null, now: number): Screen {
  switch (state.kind) {
    case 'closed':
      return { kind: 'waiting' };
    case 'opening':
    case 'login':
      return { kind: state.kind };
    case 'identifying':
      return agedScreen(state.screen, now - state.since);
    case 'password': {
      const latest = desk?.latest ?? null;
      if (latest?.snapshot.step.kind !== 'password') throw new Error('a password is asked for without its step');
      const { member, length, triesLeft } = latest.snapshot.step;
      return { kind: 'links-password', session: sessionView(latest, now), member, length, triesLeft };
    }
    case 'list':
      return { kind: 'links', ...inside(desk, now), links: desk?.links ?? [], more: desk?.next !== null };
    case 'link':
      return { kind: 'link', ...inside(desk, now), link: state.link, just: state.just };
    case 'reduction':
      return { kind: 'link-reduction', ...inside(desk, now), link: state.link };
    case 'receipt':
      return { kind: 'link-receipt', ...inside(desk, now), link: state.link, receipt: state.receipt };
    case 'failed':
      return { kind: 'failed', failure: state.failure, canReturn: false, canRetry: canRetry(state.failure) };
  }
}
