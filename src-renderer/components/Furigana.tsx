import { Fragment, type ReactElement, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { piecesOf, type Piece } from '../i18n/readings.ts';
import { preferencesStore } from '../stores/preferences-store.ts';
import { useTexts } from './app-context.ts';

/** Where another reading stands right beside this one. */
function readingsBeside(pieces: readonly Piece[], index: number): string | undefined {
  const isRead = (at: number): boolean => pieces[at] !== undefined && pieces[at].reading !== null;
  const sides = [isRead(index - 1) && 'before', isRead(index + 1) && 'behind'].filter((side) => side !== false);
  return sides.length === 0 ? undefined : sides.join(' ');
}

/**
 * A text whose hard words carry their reading when the customer asked for it. A screen reader gets the words only: it reads
 * them well, and would say each twice.
 */
export function Furigana({ children }: { readonly children: ReactNode }): ReactElement {
  const { language } = useTexts();
  const easy = useStore(preferencesStore, ({ wording }) => wording === 'easy');
  if (!easy || language !== 'ja' || typeof children !== 'string') return <>{children}</>;
  return (
    <>
      {piecesOf(children).map(({ text, reading }, index, pieces) =>
        reading === null ? (
          <Fragment key={index}>{text}</Fragment>
        ) : (
          <ruby key={index} data-beside={readingsBeside(pieces, index)}>
            {text}
            <rp aria-hidden="true">(</rp>
            <rt aria-hidden="true">{reading}</rt>
            <rp aria-hidden="true">)</rp>
          </ruby>
        ),
      )}
    </>
  );
}
