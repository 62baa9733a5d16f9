import type { IdentityView, LeftOutReason, TokenPinView } from '../../src-main/contract/views.ts';
import type { ScreenOf } from '../bridge/view-types.ts';
import type { Count, Name, Titled, Total } from './text-types.ts';

type Place = IdentityView['place'];
type Tries = TokenPinView['tries'];
type ReaderStop = NonNullable<ScreenOf<'token-pin'>['stopped']>;

/** Words of the certificate confirmation. */
export type CertificatesTexts = Titled &
  Total<
    | 'leadNone'
    | 'reload'
    | 'legend'
    | 'details'
    | 'holder'
    | 'subject'
    | 'issuer'
    | 'serial'
    | 'validity'
    | 'place'
    | 'store'
    | 'readBy'
    | 'revocation'
    | 'revocationText'
    | 'none'
    | 'noneText'
    | 'noneAdvice'
    | 'replacedTag'
    | 'renewedTag'
    | 'replaced'
    | 'replacedSentence'
    | 'takeNewer'
    | 'removeFirst'
    | 'howToRemove'
    | 'whatToDo'
    | 'filter'
    | 'notFound'
    | 'modulesText'
    | 'searching'
    | 'detailsLater'
    | 'footChoose'
    | 'foot'
    | 'footToken'
    | 'footLocked'
    | 'lockedTag'
    | 'locked'
    | 'lockedText'
    | 'footNone'
    | 'cancel'
    | 'ok'
  > &
  Total<'usable' | 'unusable' | 'nowUsable' | 'daysLeft' | 'daysTag' | 'endingTitle' | 'modules', Count> &
  Total<'from' | 'endsOn' | 'token' | 'replacedText', Name> & {
    /** What to do 30 and 10 days before the end. */
    readonly ending: Total<'in-30-days' | 'in-10-days', Name>;
    /** How to remove an old certificate, by where it lies. */
    readonly remove: Total<Place, (serial: string) => string>;
    readonly found: (n: number, of: number) => string;
    /** Why a certificate cannot be used: in a word, in a sentence, and the date that matters for it. */
    readonly reasons: Total<
      LeftOutReason,
      {
        readonly tag: string;
        readonly why: (bank: string, issuer: string) => string;
        readonly date: (from: string, to: string) => string;
      }
    >;
  };

/** Words of a token's PIN, on the screen and on the reader's own keys. */
export type TokenPinTexts = Titled &
  Total<
    | 'field'
    | 'about'
    | 'token'
    | 'holder'
    | 'left'
    | 'letters'
    | 'digitsOnly'
    | 'other'
    | 'empty'
    | 'chooseAgain'
    | 'ok'
    | 'wrong'
    | 'unsure'
    | 'readerTitle'
    | 'readerStoppedTitle'
    | 'readerWait'
    | 'skip'
    | 'forList'
    | 'readerNote'
    | 'readerLeft'
    | 'readerSoon'
    | 'readerEnds'
    | 'readerAgain'
  > & {
    readonly leadOf: Name;
    readonly readerLead: Name;
    readonly readerStoppedLead: Name;
    /** What to do first when the reader has stopped; it names the button. */
    readonly readerFirst: Total<ReaderStop>;
    readonly stays: (bank: string, tpp: string) => string;
    /** How many tries there are, as far as the token says. */
    readonly tries: Total<Tries>;
    /** Said before the entry, and after a wrong one. */
    readonly before: Total<Exclude<Tries, 'normal'>, { readonly title: string; readonly text: string }>;
    readonly after: Total<Tries>;
    readonly length: (min: number, max: number) => string;
    readonly count: Count;
    readonly missing: Count;
  };

/** Words while a token is missing. */
export type TokenRemovedTexts = Titled & { readonly wait: Name } & Total<'note' | 'lost'>;
