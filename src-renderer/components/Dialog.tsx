import { Furigana } from './Furigana.tsx';
import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';

type Props = {
  readonly role: 'dialog' | 'alertdialog';
  readonly title: string;
  readonly text: string;
  /** Escape, too. */
  readonly onClose: () => void;
  readonly children?: ReactNode;
  /** The safe answer stands last, is the primary and gets the focus. */
  readonly buttons: ReactNode;
};

/** A modal question. It lives as long as it is rendered; the browser gives the focus back afterwards. */
export function Dialog({ role, title, text, onClose, children, buttons }: Props): ReactElement {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const cameFrom = document.activeElement;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('.btn--primary')?.focus();
    return () => {
      dialog.close();
      if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      role={role}
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}d`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={`${id}t`}>
        <Furigana>{title}</Furigana>
      </h2>
      <p id={`${id}d`}>
        <Furigana>{text}</Furigana>
      </p>
      {children}
      <div className="dialog__do">{buttons}</div>
    </dialog>
  );
}
