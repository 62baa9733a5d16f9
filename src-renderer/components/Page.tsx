import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useTexts, useViewState } from './app-context.ts';
import { isCutOff } from './cut-off.ts';
import { Furigana } from './Furigana.tsx';
import { useBusyWords } from './use-busy-words.ts';
import { useScrolls } from './use-scrolls.ts';
import { RefusalNotice } from './Notice.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';

type Props = {
  readonly view: View;
  /** 手順n; without it the page is outside of the five. */
  readonly number?: number;
  readonly title: string;
  readonly lead: ReactNode;
  /** The outcome's mark before the heading. */
  readonly seal?: ReactNode;
  readonly sealTone?: 'good' | 'plain' | 'bad';
  readonly foot: ReactNode;
  /** While an answer is awaited, what was chosen in the body stays as it was sent. */
  readonly holds?: boolean;
  readonly children: ReactNode;
};

/** Head, body and foot of every screen. The one h1 gets the focus when the screen appears. */
export function Page({ view, number: step, title, lead, seal, sealTone, foot, holds, children }: Props): ReactElement {
  const { texts } = useTexts();
  const busy = useBusyWords();
  const slow = useViewState((state) => state.slow);
  const cutOff = isCutOff(view);
  const refusal = useViewState((state) => state.refusal);
  const heading = useRef<HTMLHeadingElement>(null);
  const notice = view.notice ?? refusal;
  const { ref: body, scrolls } = useScrolls();
  // What scrolls can be scrolled without a mouse, too.
  const scrolling = scrolls ? { ref: body, tabIndex: 0, role: 'region', 'aria-label': title } : { ref: body };
  // 手順 are those of a TPP's request; a login to the links has none.
  const number = view.task === 'links' ? undefined : step;
  const part = number === undefined ? title : `${texts.step(number)} ${title}`;

  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${part} – ${view.task === 'links' ? texts.links.title : texts.app.title}`;
  }, [part, texts, view.task]);

  const h1 = (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {number !== undefined && (
          <>
            <span className="head__no">
              <Furigana>{texts.step(number)}</Furigana>
            </span>{' '}
          </>
        )}
        <Furigana>{title}</Furigana>
      </h1>
      <p className="lead">
        <Furigana>{lead}</Furigana>
      </p>
    </>
  );
  return (
    <main className="main">
      <div className="head">
        {seal === undefined ? (
          <div className="measure">{h1}</div>
        ) : (
          <div className={`measure outcome outcome--${sealTone ?? 'good'}`}>
            <span className="outcome__seal">{seal}</span>
            <div>{h1}</div>
          </div>
        )}
      </div>
      <div className="body" {...scrolling}>
        <div className="measure">
          <OfflineNotice view={view} />
          {notice !== null && (
            <RefusalNotice key={`${String(view.sequence)} ${notice.reference}`} view={view} failure={notice} />
          )}
          {holds === true ? (
            <fieldset className="holds" role="presentation" disabled={slow}>
              {children}
            </fieldset>
          ) : (
            children
          )}
        </div>
      </div>
      <div className="foot">
        <div className="measure">
          {foot}
          <p className="foot__busy" role="status">
            {busy !== '' ? busy : cutOff ? texts.window.offline.foot : ''}
          </p>
        </div>
      </div>
    </main>
  );
}
