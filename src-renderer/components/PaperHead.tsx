import type { ReactElement } from 'react';
import type { View } from '../../src-main/contract/views.ts';
import { useNames, useTexts } from './app-context.ts';

/** Only on paper, where rail and title are missing: whose paper it is and what it says. */
export function PaperHead({ view, title }: { readonly view: View; readonly title: string }): ReactElement {
  const { texts } = useTexts();
  const names = useNames(view);
  return (
    <div className="paper-head" aria-hidden="true">
      <p className="paper-head__bank">
        {names.bank}
        {view.environment === 'test' && <b> {`${texts.app.testFlag} ${texts.app.testNote}`}</b>}
      </p>
      <p className="paper-head__title">{title}</p>
      <p>{texts.window.document.note}</p>
    </div>
  );
}
