import { useState, type ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from './app-context.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

type Props = {
  readonly view: View;
  readonly about: 'cancel' | 'refuse';
  readonly label: string;
  readonly kind: 'quiet' | 'secondary';
  readonly push?: boolean;
  readonly disabled?: boolean;
  readonly onYes: () => void;
};

/** A button that asks once before what was chosen is lost. */
export function AskOnce({ view, about, label, kind, push, disabled, onYes }: Props): ReactElement {
  const { texts } = useTexts();
  const { tpp } = useNames(view);
  const [asking, setAsking] = useState(false);
  const words = texts.dialog[about];
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <Button
        kind={kind}
        push={push === true}
        disabled={disabled === true}
        onPress={() => {
          setAsking(true);
        }}
      >
        {label}
      </Button>
      {asking && (
        <Dialog
          role="alertdialog"
          title={words.title}
          text={(isEarly(view) ? (words.early ?? words.text) : words.text)(tpp)}
          onClose={close}
          buttons={
            <>
              <Button
                kind="danger"
                onPress={() => {
                  close();
                  onYes();
                }}
              >
                {words.yes}
              </Button>
              <button type="button" className="btn btn--primary" onClick={close}>
                {words.no}
              </button>
            </>
          }
        />
      )}
    </>
  );
}

/** Nothing was chosen yet that could be lost. */
const isEarly = ({ screen }: View): boolean => screen.kind !== 'step' || screen.snapshot.step.kind === 'password';

/** 手続きを中止する. */
export function CancelButton({ view }: { readonly view: View }): ReactElement {
  const { texts } = useTexts();
  const { store } = useParts();
  const { screen } = view;
  // A login to the links loses nothing: it is left without a question.
  if (view.task === 'links') {
    return (
      <Button kind="quiet" onPress={() => void store.ask('links.close', undefined)}>
        {texts.links.leave}
      </Button>
    );
  }
  const allowed = screen.kind !== 'step' || screen.snapshot.allowed.includes('cancel');
  return (
    <AskOnce
      view={view}
      about="cancel"
      label={texts.app.cancel}
      kind="quiet"
      disabled={!allowed}
      onYes={() => void store.ask('flow.cancel', undefined)}
    />
  );
}
