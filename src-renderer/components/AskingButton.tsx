import { useState, type ReactElement, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

type Props = {
  readonly kind: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly label: string;
  readonly push?: boolean;
  readonly disabled?: boolean;
  readonly describedBy?: string;
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  /** The safe answer. */
  readonly no: string;
  readonly onYes: () => void;
  /** What the question is about, below its text. */
  readonly children?: ReactNode;
};

/** A button that asks once, before something is lost. */
export function AskingButton(props: Props): ReactElement {
  const { label, title, text, yes, no, onYes, children, ...button } = props;
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
  };
  return (
    <>
      <Button
        {...button}
        onPress={() => {
          setAsking(true);
        }}
      >
        {label}
      </Button>
      {asking && (
        <Dialog
          role="alertdialog"
          title={title}
          text={text}
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
                {yes}
              </Button>
              <button type="button" className="btn btn--primary" onClick={close}>
                {no}
              </button>
            </>
          }
        >
          {children}
        </Dialog>
      )}
    </>
  );
}
