import type { ReactElement } from 'react';
import type { View } from '../../../src-main/contract/views.ts';
import { CancelButton } from '../../components/AskOnce.tsx';
import { useNames, useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { Page } from '../../components/Page.tsx';
import { fill } from '../../i18n/texts.ts';

type Props = { readonly view: View; readonly what: 'opening' | 'reading' | 'proving' };

/** Says what is being waited for. Nothing on it moves. */
export function ProgressScreen({ view, what }: Props): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  const opensLinks = what === 'opening' && view.task === 'links';
  const words = opensLinks ? texts.links.opening : texts.progress[what];
  return (
    <Page
      view={view}
      {...(what === 'opening' ? {} : { number: 1 })}
      title={words.title}
      lead={<span role="status">{fill(words.lead, names)}</span>}
      foot={<CancelButton view={view} />}
    >
      <div className="calm" aria-busy="true">
        <span className="calm__mark">
          <Icon name="clock" />
        </span>
        <p className="muted">{opensLinks ? texts.links.opening.note : texts.progress.note}</p>
      </div>
    </Page>
  );
}
