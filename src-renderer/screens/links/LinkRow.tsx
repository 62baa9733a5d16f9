import { useState, type ReactElement } from 'react';
import type { LinkView } from '../../../src-main/contract/links.ts';
import { useFormat, useParts, useTexts, useViewState } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { endsSoon, isOver, standingOf, whyEnded } from './link-words.ts';
import { StatusTag } from './StatusTag.tsx';

type Props = { readonly link: LinkView; readonly ofMembers: boolean };

/** One link of the list: with whom, what, until when. */
export function LinkRow({ link, ofMembers }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const { date } = useFormat();
  const slow = useViewState((state) => state.slow);
  const [asked, setAsked] = useState(false);
  const words = texts.links;
  const name = inLanguage(link.tpp.name, language);
  return (
    <li
      className={isOver(link) ? 'link link--over' : 'link'}
      data-standing={standingOf(link)}
      data-reason={link.ended?.reason}
    >
      <span className="mark" aria-hidden="true">
        {[...name][0]}
      </span>
      <div>
        <div className="link__name">
          <span>{name}</span>
          <StatusTag link={link} />
        </div>
        <div className="link__what">
          <Furigana>{what(link, texts.links.overview, language)}</Furigana>
          {ofMembers && <span className="link__member">{words.overview.member(link.member.name)}</span>}
        </div>
      </div>
      <div className={endsSoon(link) ? 'link__end link__end--soon' : 'link__end'}>
        {link.ended === null ? words.until(date(link.endsOn)) : words.overview.endedOn(date(lastDay(link, link.ended)))}
        <small>
          <Furigana>{link.ended === null ? words.daysLeft(link.daysLeft) : whyEnded(link.ended, words)}</Furigana>
        </small>
      </div>
      <div className="link__do" data-asked={asked && slow ? '' : undefined}>
        <Button
          kind="secondary"
          small
          onPress={() => {
            setAsked(true);
            void store.ask('links.show', { id: link.id }).finally(() => {
              setAsked(false);
            });
          }}
        >
          {words.overview.details}
          <span className="sr-only"> {name}</span>
        </Button>
      </div>
    </li>
  );
}

/** A link that expired stood to the end of its last day. */
const lastDay = ({ endsOn }: LinkView, { reason, at }: NonNullable<LinkView['ended']>): string =>
  reason === 'expired' ? endsOn : at;

function what(
  { services, accounts }: LinkView,
  words: ReturnType<typeof useTexts>['texts']['links']['overview'],
  language: ReturnType<typeof useTexts>['language'],
): string {
  const [only] = services;
  const named =
    services.length === 1 && only !== undefined ? inLanguage(only.label, language) : words.services(services.length);
  const updates = services.filter(({ kind }) => kind === 'update').length;
  const sends = updates === 0 ? '' : services.length === 1 ? words.update : words.updates(updates);
  return `${named}${sends}${words.between}${words.accounts(accounts.length)}`;
}
