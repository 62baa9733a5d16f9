import type { ReactElement, ReactNode } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { useFormat, useNames, useParts, useTexts } from '../../components/app-context.ts';
import { Button } from '../../components/Button.tsx';
import { Furigana } from '../../components/Furigana.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Gap } from '../../components/Gap.tsx';
import { Page } from '../../components/Page.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { GivenServices } from './GivenServices.tsx';
import { adviceOn, afterWhose, saysMore, whyEnded } from './link-words.ts';
import { ProviderName } from './ProviderName.tsx';
import { RevokeButton } from './RevokeButton.tsx';
import { StatusTag } from './StatusTag.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'link'> };

/** One link: with whom, what, since when, until when, and the way to end it. */
export function LinkScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const { store } = useParts();
  const { date, dateTime } = useFormat();
  const names = useNames(view);
  const { link } = screen;
  const words = texts.links.one;
  const tpp = inLanguage(link.tpp.name, language);
  const advice = adviceOn(link);
  return (
    <Page
      view={view}
      title={words.title}
      lead={afterWhose(link, words.lead(tpp), texts)}
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
        {screen.just?.kind === 'ended' && (
          <Notice tone="ok" title={words.ended} role="status">
            {words.endedText(tpp)}
          </Notice>
        )}
        {screen.just?.kind === 'reduced' && (
          <Notice tone="ok" title={words.reducedNow} role="status">
            {words.reducedText(tpp)}
          </Notice>
        )}
        {link.tpp.suspended && link.ended === null && (
          <Notice tone="warn" title={words.suspended(names.bank)}>
            {words.suspendedText(inLanguage(view.bank.support.name, language), view.bank.support.phone)}
          </Notice>
        )}
        <div className="panel">
          <dl className="terms terms--wide">
            <Term name={words.status}>
              <StatusTag link={link} />
              {link.ended !== null && saysMore(link.ended) && (
                <>
                  <Gap />
                  <span className="aside">
                    <Furigana>{whyEnded(link.ended, texts.links)}</Furigana>
                  </span>
                </>
              )}
            </Term>
            {link.ended !== null && (
              // One that expired stood to the end of its last day.
              <Term name={words.endedAt}>
                {link.ended.reason === 'expired' ? date(link.endsOn) : dateTime(link.ended.at)}
              </Term>
            )}
            <Term name={words.provider}>
              <ProviderName tpp={link.tpp} />
            </Term>
            <Term name={words.member}>{link.member.name}</Term>
            <Term name={words.what}>
              <GivenServices services={link.services} accounts={link.accounts} />
              {link.allowed.includes('reduce') && (
                <div className="term__do">
                  <Button
                    kind="secondary"
                    small
                    onPress={() => void store.ask('links.start-reduction', { id: link.id })}
                  >
                    {words.reduce}
                  </Button>
                </div>
              )}
            </Term>
            {screen.just?.kind === 'reduced' && (
              <Term name={words.taken}>
                <GivenServices {...screen.just.taken} />
              </Term>
            )}
            {link.ended === null ? (
              <Term name={words.until}>
                <b>{texts.consent.untilText(date(link.endsOn))}</b>
                <Gap />
                <span className="aside">{texts.links.daysLeft(link.daysLeft)}</span>
              </Term>
            ) : (
              <Term name={words.untilThen}>{texts.consent.untilText(date(link.endsOn))}</Term>
            )}
            <Term name={words.decided}>{dateTime(link.decidedAt)}</Term>
            <Term name={words.started}>
              {link.startedAt === null ? <span className="muted">{words.notStarted}</span> : dateTime(link.startedAt)}
            </Term>
            <Term name={words.used}>
              {link.lastUsedAt === null ? <span className="muted">{words.notUsed}</span> : dateTime(link.lastUsedAt)}
            </Term>
            {link.reducedAt !== null && <Term name={words.reduced}>{dateTime(link.reducedAt)}</Term>}
          </dl>
        </div>
        {advice !== null && (
          <p className="small muted">
            <Furigana>{words[advice]}</Furigana>
          </p>
        )}
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
