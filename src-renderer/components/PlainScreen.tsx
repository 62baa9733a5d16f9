import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Icon } from './Icon.tsx';

type Props = {
  readonly title: ReactNode;
  readonly text: ReactNode;
  /** The code of a failure, to tell the bank, and what it is called. */
  readonly code?: string;
  readonly codeLabel?: ReactNode;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
};

/** One message without rail or steps, for when there is no view to draw them from. */
export function PlainScreen({ title, text, code, codeLabel, actions, children }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <main className="plain">
      <div className="plain__box">
        <span className="plain__mark">
          <Icon name="rings" />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p>{text}</p>
        {children}
        {code !== undefined && (
          <p className="small muted">
            {codeLabel} <b className="mono code">{code}</b>
          </p>
        )}
        {actions !== undefined && <div className="plain__do">{actions}</div>}
      </div>
    </main>
  );
}
