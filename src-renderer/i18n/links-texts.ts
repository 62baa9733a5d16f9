import type { LinkView } from '../../src-main/contract/links.ts';
import type { FailureCode } from '../../src-main/contract/failure.ts';
import type { ServiceKind } from '../bridge/view-types.ts';
import type { FailureWords, NextStep } from './failure-words.ts';
import type { Count, Name, Titled, Total } from './text-types.ts';

// Words of 連携の管理, which knows no TPP's request.

type Ended = NonNullable<LinkView['ended']>;
export type EndReason = Ended['reason'];
export type Ender = NonNullable<Ended['by']>;

/** Failures whose usual words speak of a TPP's request. */
export type LinksFailureCode = Extract<
  FailureCode,
  | 'login.locked'
  | 'login.password-expired'
  | 'login.out-of-hours'
  | 'login.not-permitted'
  | 'authorization.timed-out'
  | 'request.not-found'
  | 'flow.conflict'
  | 'flow.not-allowed'
>;

export type LinksTexts = Total<
  | 'title'
  | 'menu'
  | 'list'
  | 'admin'
  | 'logout'
  | 'leave'
  | 'again'
  | 'logoutIn'
  | 'noMore'
  | 'offline'
  | 'loading'
  | 'scroll'
> & {
  /** On the waiting screen. */
  readonly open: Total<'title' | 'text' | 'button'>;
  readonly login: Titled &
    Total<'can' | 'flow'> & { readonly cans: readonly NextStep[]; readonly steps: readonly NextStep[] };
  readonly opening: Titled & { readonly note: string };
  readonly password: Total<'submit'>;
  readonly overview: Titled &
    Total<
      | 'adminLead'
      | 'filter'
      | 'none'
      | 'noneHint'
      | 'noneOver'
      | 'noneYet'
      | 'noneStanding'
      | 'overLead'
      | 'details'
      | 'more'
      | 'between'
    > &
    Total<'all' | 'standing' | 'over' | 'endedOn', Name> & {
      /** After the only 業務 of a link, which is of 更新系; after several of which so many are. */
      readonly update: string;
      readonly updates: Count;
      readonly atLeast: Count;
      readonly member: Name;
      readonly services: Count;
      readonly accounts: Count;
    };
  readonly status: Total<'active' | 'pending' | 'suspended'> & { readonly ended: Total<EndReason> };
  readonly until: Name;
  readonly daysLeft: Count;
  /** Why it ended. */
  readonly why: Total<Exclude<EndReason, 'revoked'>> & { readonly revoked: Total<Ender | 'nobody'> };
  readonly one: Total<
    | 'title'
    | 'status'
    | 'provider'
    | 'member'
    | 'what'
    | 'decided'
    | 'started'
    | 'notStarted'
    | 'until'
    | 'untilThen'
    | 'used'
    | 'notUsed'
    | 'reduced'
    | 'endedAt'
    | 'renew'
    | 'again'
    | 'receipt'
    | 'revoke'
    | 'back'
    | 'ended'
    | 'reduce'
    | 'reducedNow'
    | 'taken'
  > & {
    readonly lead: Name;
    readonly endedText: Name;
    readonly reducedText: Name;
    readonly suspended: Name;
    readonly suspendedText: (desk: string, phone: string) => string;
  };
  /** 縮小, and the question before it. */
  readonly reduction: Total<
    | 'title'
    | 'stays'
    | 'allTaken'
    | 'undo'
    | 'unchanged'
    | 'nothingLeft'
    | 'reduce'
    | 'back'
    | 'taken'
    | 'stops'
    | 'again'
    | 'yes'
    | 'no'
  > &
    Total<'lead' | 'question', Name> & {
      readonly notes: Total<ServiceKind, Name>;
      readonly partTaken: Count;
      /** 業務 that go, and those that lose accounts only. */
      readonly wholly: Count;
      readonly partly: Count;
    };
  readonly question: Total<'stops' | 'again' | 'yes' | 'no'> & { readonly title: Name; readonly of: Name };
  readonly receipt: Titled &
    Total<'who' | 'until' | 'intent' | 'back' | 'intentMissing' | 'leadReduced' | 'left'> & {
      readonly version: Name;
      readonly reducedAt: Name;
    };
  readonly failures: Total<LinksFailureCode, FailureWords>;
};
