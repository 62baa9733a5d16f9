import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import type { ScreenOf } from '../../bridge/view-types.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { ReadBy } from './place.tsx';

type Props = { readonly view: View; readonly screen: ScreenOf<'reading-certificates'> };

/** Nothing to choose yet; once the PC's own store has been read, which software still looks for tokens. */
export function ReadingScreen({ view, screen }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.progress.reading;
  const names = screen.pendingModules.map((name) => inLanguage(name, language));
  return (
    <Page view={view} number={1} title={words.title} lead={words.lead} foot={<CancelButton view={view} />}>
      <div className="calm" aria-busy="true">
        <span className="calm__mark">
          <Icon name={names.length > 0 ? 'token' : 'clock'} />
        </span>
        <p>
          <span role="status">
            {names.length > 0 && (
              <>
                <b>{texts.certificates.searching}</b>
                <span className="todo__remark">
                  <ReadBy modules={names} />
                </span>
              </>
            )}
          </span>
          <span className="todo__remark">{texts.progress.note}</span>
        </p>
      </div>
    </Page>
  );
}
