import { Fragment, type ReactElement, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { piecesOf } from '../i18n/readings.ts';
import { preferencesStore } from '../stores/preferences-store.ts';
import { useTexts } from './app-context.ts';

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
      {piecesOf(children).map(({ text, reading }, index) =>
        reading === null ? (
          <Fragment key={index}>{text}</Fragment>
        ) : (
          <ruby key={index}>
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
