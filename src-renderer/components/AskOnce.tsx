import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useNames, useParts, useTexts } from './app-context.ts';
import { AskingButton } from './AskingButton.tsx';
import { Button } from './Button.tsx';

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
export function AskOnce({ view, about, ...button }: Props): ReactElement {
  const { texts } = useTexts();
  const { tpp } = useNames(view);
  const { title, text, early = text, yes, no } = texts.dialog[about];
  return <AskingButton {...button} title={title} text={(isEarly(view) ? early : text)(tpp)} yes={yes} no={no} />;
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
