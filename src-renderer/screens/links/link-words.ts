import type { LinkContents, LinkView } from '../../../src-main/contract/links.ts';
import type { LinksTexts } from '../../i18n/links-texts.ts';
import type { Tone } from '../../components/notice-tone.ts';

export type Filter = 'all' | 'standing' | 'over';

export const isOver = ({ status }: LinkView): boolean => status === 'ended';

export const fits = (link: LinkView, filter: Filter): boolean =>
  filter === 'all' || isOver(link) === (filter === 'over');

/** Days before the end from which it is said louder. */
const soonDays = 30;

export const endsSoon = (link: LinkView): boolean => link.status === 'active' && link.daysLeft <= soonDays;

export type Tag = { readonly text: string; readonly tone: Extract<Tone, 'plain' | 'ok' | 'warn'> };

export function statusTag(link: LinkView, words: LinksTexts): Tag {
  switch (link.status) {
    case 'active':
      return link.tpp.suspended
        ? { text: words.status.suspended, tone: 'warn' }
        : { text: words.status.active, tone: 'ok' };
    case 'pending':
      return { text: words.status.pending, tone: 'plain' };
    case 'ended': {
      const reason = link.ended?.reason ?? 'unknown';
      return { text: words.status.ended[reason], tone: reason === 'expired' ? 'warn' : 'plain' };
    }
  }
}

export function whyEnded(ended: NonNullable<LinkView['ended']>, words: LinksTexts): string {
  return ended.reason === 'revoked' ? words.why.revoked[ended.by ?? 'nobody'] : words.why[ended.reason];
}

export const updatesFirst = (services: LinkContents['services']): LinkContents['services'] => [
  ...services.filter(({ kind }) => kind === 'update'),
  ...services.filter(({ kind }) => kind !== 'update'),
];
