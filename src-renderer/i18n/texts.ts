import type { Outcome, PinState, Place, ServiceKind, Unavailable } from '../bridge/view-types.ts';
import type { Failures, Helper, NextStep } from './failure-words.ts';
import type { CertificatesTexts, TokenPinTexts, TokenRemovedTexts } from './identity-texts.ts';
import type { VaultTexts } from './vault-texts.ts';
import type { LinksTexts } from './links-texts.ts';
import type { KeypadTexts } from './keypad-texts.ts';
import type { WindowTexts } from './window-texts.ts';
import type { Count, Name, Titled, Total } from './text-types.ts';

type Question = {
  readonly title: string;
  readonly text: Name;
  /** Before anything was chosen. */
  readonly early?: Name;
  readonly yes: string;
  readonly no: string;
};

/** Label of who permits: the person, or only the company where the server does not say who that is. */
export type WhoPermits = Total<'person' | 'company'>;

/**
 * Every word on the screen, once per language. Names of parameters say what goes in; `{bank}` inside a plain text is
 * replaced by `fill`. What the bank itself words (業務, 意思確認) comes from the server in both languages.
 */
export type Texts = {
  readonly failures: Failures;
  readonly vault: VaultTexts;
  readonly app: Total<
    | 'title'
    | 'otherLanguage'
    | 'help'
    | 'testFlag'
    | 'testNote'
    | 'testPanel'
    | 'sending'
    | 'quit'
    | 'toStart'
    | 'cancel'
    | 'back'
    | 'close'
    | 'anyTpp'
    | 'anyBank'
    | 'listSeparator'
    | 'sentenceGap'
    | 'returnTo'
  >;
  readonly window: WindowTexts;
  readonly links: LinksTexts;
  readonly rail: Total<
    | 'label'
    | 'steps'
    | 'bankRole'
    | 'tppRole'
    | 'tppUnknown'
    | 'tppChecking'
    | 'tppUnconfirmed'
    | 'done'
    | 'skipped'
    | 'failed'
    | 'refused'
    | 'cancelled'
    | 'certificatePart'
    | 'tokenPart'
    | 'passwordPart'
    | 'ended'
    | 'endedShort'
    | 'stopped'
    | 'stoppedShort'
  > & { readonly places: Total<Place> };
  readonly timer: Total<'remaining' | 'extend' | 'soon' | 'low' | 'lowLast'>;
  readonly step: Count;
  readonly waiting: Titled & {
    readonly how: string;
    readonly steps: readonly NextStep[];
    readonly need: string;
    readonly needs: readonly NextStep[];
  };
  readonly progress: Total<'starting' | 'opening' | 'reading' | 'proving', Titled> & { readonly note: string };
  readonly login: Titled &
    Total<'asks' | 'asksWho' | 'asksCompany' | 'asksRegistration' | 'asksWhat' | 'unknownHint' | 'flow' | 'button'> & {
      readonly asksWhatText: Name;
      readonly flowSteps: readonly NextStep[];
    };
  readonly certificates: CertificatesTexts;
  readonly tokenPin: TokenPinTexts;
  readonly tokenRemoved: TokenRemovedTexts;
  readonly password: Total<'title' | 'verified' | 'field' | 'submit' | 'empty' | 'closed'> & {
    readonly member: (name: string, company: string) => string;
    readonly missing: Count;
  };
  readonly keypad: KeypadTexts;
  readonly tries: Total<'left' | 'login' | 'pin' | 'token', Count>;
  readonly services: Total<
    | 'title'
    | 'updateTag'
    | 'choose'
    | 'noneAvailable'
    | 'filter'
    | 'notFound'
    | 'all'
    | 'nothing'
    | 'allShown'
    | 'nothingShown'
    | 'summaryLabel'
    | 'missing'
    | 'next'
  > & {
    readonly lead: Name;
    readonly kinds: Total<ServiceKind>;
    readonly notes: Total<ServiceKind, Name>;
    readonly legend: Name;
    readonly accounts: Count;
    readonly accountsOf: Name;
    readonly unavailable: Total<Unavailable, Name>;
    readonly selectAll: Name;
    readonly clearAll: Name;
    /** `hidden`: how many are chosen among those that the filter does not show. */
    readonly found: (n: number, of: number, hidden?: number) => string;
    readonly summary: (services: number, accounts: number) => string;
  };
  readonly pin: Titled &
    Total<'field' | 'choose' | 'noneOpen' | 'chooseOthers' | 'skip' | 'register'> & {
      readonly accounts: Count;
      readonly explain: (bank: string, digits: number) => string;
      readonly states: Total<PinState>;
      readonly why: Total<PinState>;
      readonly entering: Name;
      /** Which account a refusal is about. */
      readonly of: Name;
      readonly missing: Count;
    };
  readonly pinResult: Titled &
    Total<'list' | 'another' | 'confirm' | 'failedText' | 'failedAgain'> &
    Total<'failed' | 'wrongBefore' | 'succeeded', Count> &
    Total<'registeredNow' | 'registeredNowText' | 'registeredAt', Name> & { readonly notes: Total<PinState> };
  readonly consent: Total<
    | 'title'
    | 'terms'
    | 'to'
    | 'what'
    | 'update'
    | 'until'
    | 'untilNote'
    | 'showAccounts'
    | 'stop'
    | 'leftOut'
    | 'existing'
    | 'intent'
    | 'proceed'
    | 'missing'
    | 'missingBelow'
    | 'foot'
    | 'refuse'
    | 'permit'
  > &
    Total<'lead' | 'untilText' | 'stopText' | 'stopDesk' | 'phone', Name> & {
      readonly who: WhoPermits;
      readonly leftOutText: (accounts: string, n: number) => string;
      readonly days: Count;
      readonly accounts: Count;
      readonly registration: Name;
      readonly existingText: (tpp: string, date: string) => string;
    };
  readonly dialog: Total<'cancel' | 'refuse' | 'close', Question> & {
    readonly help: Total<'title' | 'text' | 'desk' | 'phone' | 'hours'>;
  };
  readonly done: Total<Outcome, { readonly title: string; readonly lead: (bank: string, tpp: string) => string }> &
    Total<'openingHint' | 'summary' | 'receipt'> &
    Total<'opening' | 'permittedNotTold' | 'notOpened' | 'notTold' | 'notOpenedHelp' | 'notOpenedOver', Name> & {
      readonly who: WhoPermits;
      readonly failedSteps: readonly NextStep[];
    };
  readonly failure: Total<
    | 'next'
    | 'contact'
    | 'helper'
    | 'desk'
    | 'deskHint'
    | 'deskHintCode'
    | 'code'
    | 'reference'
    | 'copy'
    | 'copied'
    | 'copyFailed'
    | 'retry'
    | 'chooseAgain'
  > & { readonly hours: Name; readonly helpers: Total<Helper, (bank: string, tpp: string) => string> };
  readonly accountTypes: Total<'ordinary' | 'current' | 'savings' | 'time'>;
  readonly account: (branch: string, type: string, last3: string) => string;
};

export type Names = { readonly bank: string; readonly tpp: string };

/** One after the other, as the language joins them. */
export function sentences(parts: readonly (string | null)[], texts: Texts): string {
  return parts.filter((part) => part !== null && part !== '').join(texts.app.sentenceGap);
}

/** Names that no line of a heading tears, as long as they fit on one. */
export function inOnePiece({ bank, tpp }: Names): Names {
  return { bank: tied(bank), tpp: tied(tpp) };
}

const tied = (name: string): string => (name.length > 30 ? name : name.replaceAll(' ', '\u00a0'));

/** Puts names into a text with `{bank}` and `{tpp}`. */
export function fill(text: string, names: Names): string {
  return text.replaceAll('{bank}', names.bank).replaceAll('{tpp}', names.tpp);
}

/** What the bank writes as a sentence, where it stands alone. */
export const withoutStop = (text: string): string => text.replace(/[。.]$/u, '');
