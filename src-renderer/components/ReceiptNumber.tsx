import type { ReactElement } from 'react';
import { useTexts } from './app-context.ts';

/** 控えの番号. */
export function ReceiptNumber({ children }: { readonly children: string }): ReactElement {
  const { texts } = useTexts();
  return (
    <span className="nowrap">
      {texts.window.document.number} <span className="mono">{children}</span>
    </span>
  );
}
