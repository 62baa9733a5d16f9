import { useEffect, useState, type ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from './app-context.ts';
import { Dialog } from './Dialog.tsx';

/** The window's close button was pressed in the middle of a procedure: asks before what was chosen is lost. */
export function CloseQuestion({ view }: { readonly view: View }): ReactElement | null {
  const { texts } = useTexts();
  const { tpp } = useNames(view);
  const { bridge } = useParts();
  const [asked, setAsked] = useState(false);
  useEffect(
    () =>
      bridge.onCloseAsked(() => {
        setAsked(true);
      }),
    [bridge],
  );
  if (!asked) return null;
  const words = texts.dialog.close;
  const answer = (leave: boolean): void => {
    setAsked(false);
    void bridge.call('app.leave', { leave });
  };
  return (
    <Dialog
      role="alertdialog"
      title={words.title}
      text={words.text(tpp)}
      onClose={() => {
        answer(false);
      }}
      buttons={
        <>
          <button
            type="button"
            className="btn btn--danger"
            onClick={() => {
              answer(true);
            }}
          >
            {words.yes}
          </button>
          <button
            type="button"
            className="btn btn--primary"
            onClick={() => {
              answer(false);
            }}
          >
            {words.no}
          </button>
        </>
      }
    />
  );
}
