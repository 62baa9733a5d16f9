import { useState, type ReactElement } from 'react';
import type { Words } from '../../../src-main/contract/views.ts';
import { useTexts } from '../../components/app-context.ts';
import { Icon } from '../../components/Icon.tsx';
import { inLanguage } from '../../i18n/format.ts';
import { ReadBy } from './place.tsx';

type Props = { readonly pending: readonly Words[]; readonly usable: number };

/** Says that the list may grow and, to those who hear the screen, that it did. */
export function TokenSearch({ pending, usable }: Props): ReactElement {
  const { texts, language } = useTexts();
  const words = texts.certificates;
  const searching = pending.length > 0;
  const [searched, setSearched] = useState(searching);
  if (searching && !searched) setSearched(true);
  const names = pending.map((name) => inLanguage(name, language));
  return (
    <div role="status">
      {searching && (
        <p className="choice choice--search" aria-busy="true">
          <span className="muted">
            <Icon name="token" />
          </span>
          <span className="choice__name muted">
            {words.searching}
            <span className="choice__sub">
              <ReadBy modules={names} />
            </span>
          </span>
        </p>
      )}
      {searched && <span className="sr-only">{words.nowUsable(usable)}</span>}
    </div>
  );
}
