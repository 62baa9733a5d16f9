import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly text: string;
  /** The code of a failure, to tell the bank. */
  readonly code?: string;
  readonly children?: ReactNode;
};

/** One message without rail or steps, for when there is no view to draw them from. */
export function PlainScreen({ title, text, code, children }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <main className="plain">
      <div className="plain__box">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p>{text}</p>
        {children}
        {code !== undefined && <p className="mono code small">{code}</p>}
      </div>
    </main>
  );
}
