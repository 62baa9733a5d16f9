import type { ReactElement, ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useFormat, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { GivenServices } from './GivenServices.tsx';
import { whyEnded } from './link-words.ts';
import { RevokeButton } from './RevokeButton.tsx';
import { StatusTag } from './StatusTag.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'link'> };

/** One link: with whom, what, since when, until when, and the way to end it. */
export function LinkScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const { date, dateTime } = useFormat();
  const { link } = screen;
  const words = texts.links.one;
  const tpp = inLanguage(link.tpp.name, language);
  return (
    <Page
      view={view}
      title={words.title}
      lead={words.lead(tpp)}
      foot={
        <>
          <Button kind="quiet" onPress={() => void store.ask('links.list', undefined)}>
            {words.back}
          </Button>
          <Button kind="secondary" push onPress={() => void store.ask('links.receipt', { id: link.id })}>
            {words.receipt}
          </Button>
          {link.allowed.includes('revoke') && <RevokeButton link={link} />}
        </>
      }
    >
      <div className="stack">
        {screen.justEnded && (
          <Notice tone="ok" title={words.ended} role="status">
            {words.endedText(tpp)}
          </Notice>
        )}
        {link.tpp.suspended && link.ended === null && (
          <Notice tone="warn" title={words.suspended}>
            {words.suspendedText}
          </Notice>
        )}
        <div className="panel">
          <dl className="terms">
            <Term name={words.status}>
              <StatusTag link={link} />
              {link.ended !== null && (
                <span className="aside">
                  <Furigana>{whyEnded(link.ended, texts.links)}</Furigana>
                </span>
              )}
            </Term>
            <Term name={words.provider}>
              <b>{tpp}</b>
              <span className="aside">{link.tpp.company}</span>
              <span className="aside">{texts.consent.registration(link.tpp.registration)}</span>
            </Term>
            <Term name={words.member}>{link.member.name}</Term>
            <Term name={words.what}>
              <GivenServices services={link.services} accounts={link.accounts} />
            </Term>
            <Term name={words.until}>
              <b>{texts.links.until(date(link.endsOn))}</b>
              {link.ended === null && <span className="aside">{texts.links.daysLeft(link.daysLeft)}</span>}
            </Term>
            <Term name={words.decided}>{dateTime(link.decidedAt)}</Term>
            <Term name={words.started}>
              {link.startedAt === null ? <span className="muted">{words.notStarted}</span> : dateTime(link.startedAt)}
            </Term>
            <Term name={words.used}>
              {link.lastUsedAt === null ? <span className="muted">{words.notUsed}</span> : dateTime(link.lastUsedAt)}
            </Term>
            {link.reducedAt !== null && <Term name={words.reduced}>{dateTime(link.reducedAt)}</Term>}
            {link.ended !== null && <Term name={words.endedAt}>{dateTime(link.ended.at)}</Term>}
          </dl>
        </div>
        <p className="small muted">
          <Furigana>{words.renew}</Furigana>
        </p>
      </div>
    </Page>
  );
}

export function Term({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>
        <Furigana>{name}</Furigana>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
