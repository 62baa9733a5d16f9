import type { LinkContents, LinkView } from '../../../src-main/contract/links.ts';
import type { LinksTexts } from '../../i18n/links-texts.ts';
import { sentences, type Texts } from '../../i18n/texts.ts';
import type { Tone } from '../../components/notice-tone.ts';

export type Filter = 'all' | 'standing' | 'over';

export const isOver = ({ status }: LinkView): boolean => status === 'ended';

export const fits = (link: LinkView, filter: Filter): boolean =>
  filter === 'all' || isOver(link) === (filter === 'over');

/** Days before the end from which it is said louder. */
const soonDays = 30;

export const endsSoon = (link: LinkView): boolean => link.status === 'active' && link.daysLeft <= soonDays;

/** `suspended`: it stands, and the bank has stopped its 連携先. */
export type Standing = LinkView['status'] | 'suspended';

export const standingOf = ({ status, tpp }: LinkView): Standing =>
  status === 'active' && tpp.suspended ? 'suspended' : status;

/** What the 連携先's screen can do for it, unless its doors are closed. Nothing yet for a link about to start. */
export function adviceOn({ status, tpp }: LinkView): 'renew' | 'again' | null {
  if (tpp.suspended) return null;
  switch (status) {
    case 'active':
      return 'renew';
    case 'ended':
      return 'again';
    case 'pending':
      return null;
  }
}

export type Tag = { readonly text: string; readonly tone: Extract<Tone, 'plain' | 'ok' | 'warn'> };

export function statusTag(link: LinkView, words: LinksTexts): Tag {
  const standing = standingOf(link);
  switch (standing) {
    case 'active':
      return { text: words.status.active, tone: 'ok' };
    case 'suspended':
      return { text: words.status.suspended, tone: 'warn' };
    case 'pending':
      return { text: words.status.pending, tone: 'plain' };
    case 'ended': {
      const reason = link.ended?.reason ?? 'unknown';
      return { text: words.status.ended[reason], tone: reason === 'expired' ? 'warn' : 'plain' };
    }
  }
}

/** Whether why it ended says more than the tag beside it. */
export const saysMore = ({ reason }: NonNullable<LinkView['ended']>): boolean =>
  reason !== 'expired' && reason !== 'unknown';

export function whyEnded(ended: NonNullable<LinkView['ended']>, words: LinksTexts): string {
  return ended.reason === 'revoked' ? words.why.revoked[ended.by ?? 'nobody'] : words.why[ended.reason];
}

/** An administrator, who sees the links of all, is told first whose this one is. */
export const afterWhose = ({ member }: LinkView, text: string, texts: Texts): string =>
  member.own ? text : sentences([texts.links.question.of(member.name), text], texts);

export const updatesFirst = (services: LinkContents['services']): LinkContents['services'] => [
  ...services.filter(({ kind }) => kind === 'update'),
  ...services.filter(({ kind }) => kind !== 'update'),
];

const isDay = /^\d{4}-\d{2}-\d{2}$/;

/** A 意思確認's version as it is read: the bank names it, most by a day. */
export const versionName = (version: string, date: (day: string) => string): string =>
  isDay.test(version) ? date(version) : version;
